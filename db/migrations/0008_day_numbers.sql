CREATE TABLE `day_numbers` (
	`utc_day` integer NOT NULL,
	`date` text NOT NULL,
	`dimension` text NOT NULL,
	`key` text NOT NULL,
	`kept` integer NOT NULL,
	`cancelled` integer NOT NULL,
	`declined` integer NOT NULL,
	`no_shows` integer NOT NULL,
	`minutes` integer NOT NULL,
	`lead_minutes` integer NOT NULL,
	PRIMARY KEY(`utc_day`, `date`, `dimension`, `key`)
);
--> statement-breakpoint
CREATE INDEX `day_numbers_date` ON `day_numbers` (`date`,`dimension`);--> statement-breakpoint
CREATE TABLE `uncounted_days` (
	`utc_day` integer PRIMARY KEY NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO `uncounted_days` (`utc_day`, `since`) SELECT `starts_at` / 86400000, max(`updated_at`) FROM `bookings` GROUP BY 1;
