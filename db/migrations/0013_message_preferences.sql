CREATE TABLE `sms_consents` (
	`user_id` text NOT NULL,
	`phone` text NOT NULL,
	`given_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `phone`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sms_consents_phone` ON `sms_consents` (`phone`);--> statement-breakpoint
CREATE TABLE `sms_stops` (
	`phone` text PRIMARY KEY NOT NULL,
	`stopped_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `users` ADD `messages_paused_until` integer;