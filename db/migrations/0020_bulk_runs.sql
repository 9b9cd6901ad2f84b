CREATE TABLE `bulk_items` (
	`run_id` text NOT NULL,
	`position` integer NOT NULL,
	`booking_id` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`operation_id` text,
	`retries` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`run_id`, `position`),
	FOREIGN KEY (`run_id`) REFERENCES `bulk_runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bulk_items_once` ON `bulk_items` (`run_id`,`booking_id`);--> statement-breakpoint
CREATE INDEX `bulk_items_state` ON `bulk_items` (`run_id`,`state`,`position`);--> statement-breakpoint
CREATE TABLE `bulk_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`verb` text NOT NULL,
	`state` text NOT NULL,
	`started_by` text NOT NULL,
	`query` text,
	`listed` integer,
	`ignored` integer NOT NULL,
	`reason` text,
	`staff_id` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `bulk_runs_created` ON `bulk_runs` (`created_at`);