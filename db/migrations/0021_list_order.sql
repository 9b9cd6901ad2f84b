DROP INDEX `bookings_source`;--> statement-breakpoint
DROP INDEX `bookings_customer`;--> statement-breakpoint
CREATE INDEX `bookings_customer` ON `bookings` (attendee_name collate nocase,`id`,`starts_at`,`status`,`source`,`staff_id`,`service_id`,`branch_id`,`user_id`);