CREATE TABLE `absence_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`absence_id` text NOT NULL,
	`booking_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`choice` text NOT NULL,
	`to_staff_id` text,
	`note` text DEFAULT '' NOT NULL,
	`times` text NOT NULL,
	`offer_ends_at` integer,
	`state` text NOT NULL,
	`failure` text,
	`settled_at` integer,
	FOREIGN KEY (`absence_id`) REFERENCES `absences`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `absence_rows_absence` ON `absence_rows` (`absence_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `absence_rows_booking` ON `absence_rows` (`booking_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `absence_rows_one_active` ON `absence_rows` (`booking_id`) WHERE state IN ('waiting', 'doing', 'offered');--> statement-breakpoint
CREATE TABLE `absences` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`form_key` text NOT NULL,
	`block_id` text NOT NULL,
	`actor` text NOT NULL,
	`effects_at` integer NOT NULL,
	`undone_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `absences_form_key_unique` ON `absences` (`form_key`);--> statement-breakpoint
CREATE INDEX `holds_offer` ON `holds` (`holder`) WHERE purpose = 'offer';