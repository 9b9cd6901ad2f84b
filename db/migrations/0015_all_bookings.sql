CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_views_name` ON `saved_views` (`user_id`,`name`);--> statement-breakpoint
DROP INDEX `bookings_staff`;--> statement-breakpoint
DROP INDEX `bookings_status`;--> statement-breakpoint
CREATE INDEX `bookings_service` ON `bookings` (`service_id`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `bookings_branch` ON `bookings` (`branch_id`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `bookings_source` ON `bookings` (`source`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `bookings_customer` ON `bookings` (attendee_name collate nocase,`id`);--> statement-breakpoint
CREATE INDEX `bookings_staff` ON `bookings` (`staff_id`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `bookings_status` ON `bookings` (`status`,`starts_at`,`id`);