CREATE TABLE `engine_deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`webhook_id` text NOT NULL,
	`trigger` text NOT NULL,
	`booking_id` integer,
	`body` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`webhook_id`) REFERENCES `engine_webhooks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`booking_id`) REFERENCES `engine_bookings`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_deliveries_due` ON `engine_deliveries` (`due_at`);--> statement-breakpoint
CREATE INDEX `engine_deliveries_booking` ON `engine_deliveries` (`booking_id`);--> statement-breakpoint
CREATE INDEX `engine_deliveries_webhook` ON `engine_deliveries` (`webhook_id`);--> statement-breakpoint
CREATE TABLE `engine_webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` integer,
	`event_type_id` integer,
	`team_id` integer,
	`subscriber_url` text NOT NULL,
	`active` integer NOT NULL,
	`triggers` text NOT NULL,
	`secret` text,
	`payload_template` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`event_type_id`) REFERENCES `engine_event_types`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`team_id`) REFERENCES `engine_teams`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_webhooks_user` ON `engine_webhooks` (`user_id`);--> statement-breakpoint
CREATE INDEX `engine_webhooks_event_type` ON `engine_webhooks` (`event_type_id`);--> statement-breakpoint
CREATE INDEX `engine_webhooks_team` ON `engine_webhooks` (`team_id`);--> statement-breakpoint
ALTER TABLE `engine_memberships` ADD `accepted` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `engine_memberships` ADD `disable_impersonation` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `engine_teams` ADD `settings` text DEFAULT '{}' NOT NULL;