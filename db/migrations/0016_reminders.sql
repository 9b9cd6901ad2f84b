CREATE TABLE `reminders` (
	`booking_id` text PRIMARY KEY NOT NULL,
	`starts_at` integer NOT NULL,
	`done_until` integer NOT NULL,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reminders_due` ON `reminders` (`due_at`);--> statement-breakpoint
ALTER TABLE `services` ADD `reminder_offsets_minutes` text;--> statement-breakpoint
INSERT INTO `reminders` (`booking_id`, `starts_at`, `done_until`, `due_at`) SELECT `id`, `starts_at`, CAST(unixepoch('subsec') * 1000 AS integer), `starts_at` - 604800000 FROM `bookings` WHERE `status` IN ('confirmed', 'rescheduled') AND `starts_at` > unixepoch('subsec') * 1000;
