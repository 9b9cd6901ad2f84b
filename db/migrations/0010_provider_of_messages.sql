ALTER TABLE `notifications` ADD `provider_id` text;--> statement-breakpoint
ALTER TABLE `notifications` ADD `provider_status` text;--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_provider` ON `notifications` (`provider_id`);