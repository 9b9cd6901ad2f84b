CREATE TABLE `drift_findings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`run_id` integer NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`booking_id` text,
	`uid` text,
	`differences` text NOT NULL,
	`state` text NOT NULL,
	`found_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text,
	FOREIGN KEY (`run_id`) REFERENCES `drift_runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drift_findings_one_open` ON `drift_findings` (`kind`,`subject`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `drift_findings_run` ON `drift_findings` (`run_id`);--> statement-breakpoint
CREATE INDEX `drift_findings_state` ON `drift_findings` (`state`,`found_at`);--> statement-breakpoint
CREATE TABLE `drift_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`mode` text NOT NULL,
	`state` text NOT NULL,
	`since` integer,
	`phase` text NOT NULL,
	`position` text,
	`compared` integer DEFAULT 0 NOT NULL,
	`failure` text,
	`started_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drift_runs_one_running` ON `drift_runs` (`state`) WHERE state = 'running';--> statement-breakpoint
ALTER TABLE `calcom_links` ADD `seen_at` integer;