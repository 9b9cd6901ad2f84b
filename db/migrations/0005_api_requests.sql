CREATE TABLE `api_requests` (
	`scope` text NOT NULL,
	`key_hash` text NOT NULL,
	`body_hash` text NOT NULL,
	`booking_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key_hash`)
);
--> statement-breakpoint
CREATE INDEX `api_requests_created` ON `api_requests` (`created_at`);