CREATE TABLE `import_rows` (
	`run_id` text NOT NULL,
	`line` integer NOT NULL,
	`cells` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`booking_id` text,
	PRIMARY KEY(`run_id`, `line`),
	FOREIGN KEY (`run_id`) REFERENCES `import_runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `import_rows_state` ON `import_rows` (`run_id`,`state`,`line`);--> statement-breakpoint
CREATE TABLE `import_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`started_by` text NOT NULL,
	`tells` integer NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `import_runs_created` ON `import_runs` (`created_at`);