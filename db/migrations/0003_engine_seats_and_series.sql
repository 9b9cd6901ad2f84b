CREATE TABLE `engine_private_links` (
	`link_id` text PRIMARY KEY NOT NULL,
	`event_type_id` integer NOT NULL,
	`expires_at` integer,
	`max_usage_count` integer,
	`usage_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`event_type_id`) REFERENCES `engine_event_types`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_private_links_event_type` ON `engine_private_links` (`event_type_id`);--> statement-breakpoint
ALTER TABLE `engine_attendees` ADD `seat_uid` text;--> statement-breakpoint
ALTER TABLE `engine_attendees` ADD `seat_responses` text;--> statement-breakpoint
ALTER TABLE `engine_attendees` ADD `seat_metadata` text;--> statement-breakpoint
CREATE UNIQUE INDEX `engine_attendees_seat_uid_unique` ON `engine_attendees` (`seat_uid`);--> statement-breakpoint
ALTER TABLE `engine_bookings` ADD `reschedule_requested` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `engine_bookings` ADD `absent_host` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `engine_bookings` ADD `recurring_booking_uid` text;--> statement-breakpoint
ALTER TABLE `engine_bookings` ADD `seats_per_time_slot` integer;--> statement-breakpoint
CREATE INDEX `engine_bookings_recurring` ON `engine_bookings` (`recurring_booking_uid`,`starts_at`);--> statement-breakpoint
UPDATE `engine_booking_hosts` SET
  `starts_at` = (SELECT b.`starts_at` - b.`buffer_before_minutes` * 60000 FROM `engine_bookings` b WHERE b.`id` = `booking_id`),
  `ends_at` = (SELECT b.`ends_at` + b.`buffer_after_minutes` * 60000 FROM `engine_bookings` b WHERE b.`id` = `booking_id`);
