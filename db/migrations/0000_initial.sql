CREATE TABLE `bookings` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`user_id` text,
	`service_id` text,
	`staff_id` text,
	`branch_id` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`blocked_from` integer NOT NULL,
	`blocked_until` integer NOT NULL,
	`time_zone` text NOT NULL,
	`venue_time_zone` text NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`attendee_name` text NOT NULL,
	`attendee_email` text,
	`attendee_phone` text,
	`attendees` text NOT NULL,
	`guests` text NOT NULL,
	`answers` text NOT NULL,
	`location` text,
	`meeting_url` text,
	`notes` text,
	`agenda` text,
	`metadata` text NOT NULL,
	`status` text NOT NULL,
	`source` text NOT NULL,
	`guarded` integer NOT NULL,
	`own_fields` text NOT NULL,
	`paid` integer DEFAULT false NOT NULL,
	`reschedule_requested` integer DEFAULT false NOT NULL,
	`cancellation_reason` text,
	`cancelled_by` text,
	`cancelled_at` integer,
	`ics_uid` text NOT NULL,
	`ics_sequence` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`branch_id`) REFERENCES `branches`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_id_unique` ON `bookings` (`id`);--> statement-breakpoint
CREATE INDEX `bookings_user` ON `bookings` (`user_id`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `bookings_staff` ON `bookings` (`staff_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `bookings_status` ON `bookings` (`status`,`starts_at`);--> statement-breakpoint
CREATE INDEX `bookings_start` ON `bookings` (`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `bookings_live_staff` ON `bookings` (`staff_id`,`blocked_from`) WHERE status IN ('pending', 'confirmed', 'rescheduled');--> statement-breakpoint
CREATE TABLE `calcom_links` (
	`uid` text PRIMARY KEY NOT NULL,
	`booking_id` text,
	`state` text NOT NULL,
	`state_at` integer,
	`predecessor_uid` text,
	`root_uid` text,
	`far_end` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calcom_links_booking` ON `calcom_links` (`booking_id`);--> statement-breakpoint
CREATE INDEX `calcom_links_predecessor` ON `calcom_links` (`predecessor_uid`);--> statement-breakpoint
CREATE TABLE `holds` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`holder` text NOT NULL,
	`staff_id` text NOT NULL,
	`service_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`blocked_from` integer NOT NULL,
	`blocked_until` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `holds_one_form` ON `holds` (`holder`) WHERE purpose = 'form';--> statement-breakpoint
CREATE INDEX `holds_staff` ON `holds` (`staff_id`,`blocked_from`);--> statement-breakpoint
CREATE INDEX `holds_expiry` ON `holds` (`expires_at`);--> statement-breakpoint
CREATE TABLE `operations` (
	`id` text PRIMARY KEY NOT NULL,
	`booking_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`target_staff_id` text,
	`target_starts_at` integer,
	`target_ends_at` integer,
	`blocked_from` integer,
	`blocked_until` integer,
	`expected_version` integer,
	`payload` text NOT NULL,
	`idempotency_scope` text,
	`idempotency_key` text,
	`body_hash` text,
	`request_id` text NOT NULL,
	`actor` text NOT NULL,
	`correlation_id` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`not_before` integer,
	`failure` text,
	`created_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `operations_request_id_unique` ON `operations` (`request_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `operations_one_open` ON `operations` (`booking_id`) WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX `operations_idempotency` ON `operations` (`idempotency_scope`,`idempotency_key`);--> statement-breakpoint
CREATE INDEX `operations_booking` ON `operations` (`booking_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `operations_open_target` ON `operations` (`target_staff_id`,`blocked_from`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `operations_state` ON `operations` (`state`,`not_before`);--> statement-breakpoint
CREATE TABLE `branch_services` (
	`branch_id` text NOT NULL,
	`service_id` text NOT NULL,
	PRIMARY KEY(`branch_id`, `service_id`),
	FOREIGN KEY (`branch_id`) REFERENCES `branches`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `branches` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`time_zone` text NOT NULL,
	`arrival_notes` text DEFAULT '' NOT NULL,
	`phone` text,
	`email` text,
	`position` integer DEFAULT 0 NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `branches_slug_unique` ON `branches` (`slug`);--> statement-breakpoint
CREATE TABLE `calcom_host_mappings` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`calcom_user_id` integer NOT NULL,
	`calcom_username` text,
	`calcom_team_id` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `service_staff` (
	`branch_id` text NOT NULL,
	`service_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`calcom_event_type_id` integer,
	PRIMARY KEY(`service_id`, `staff_id`, `branch_id`),
	FOREIGN KEY (`branch_id`) REFERENCES `branches`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `service_staff_event_type` ON `service_staff` (`calcom_event_type_id`);--> statement-breakpoint
CREATE TABLE `services` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`durations_minutes` text NOT NULL,
	`buffer_before_minutes` integer DEFAULT 0 NOT NULL,
	`buffer_after_minutes` integer DEFAULT 0 NOT NULL,
	`slot_interval_minutes` integer,
	`notice_minutes` integer DEFAULT 0 NOT NULL,
	`window_days` integer DEFAULT 60 NOT NULL,
	`change_deadline_minutes` integer DEFAULT 0 NOT NULL,
	`price_cents` integer,
	`colour` text DEFAULT '#0f766e' NOT NULL,
	`place` text DEFAULT 'branch' NOT NULL,
	`requires_confirmation` integer DEFAULT false NOT NULL,
	`agenda` text DEFAULT '' NOT NULL,
	`questions` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `services_slug_unique` ON `services` (`slug`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`about` text DEFAULT '' NOT NULL,
	`user_id` text,
	`position` integer DEFAULT 0 NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_slug_unique` ON `staff` (`slug`);--> statement-breakpoint
CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_hash_unique` ON `api_tokens` (`hash`);--> statement-breakpoint
CREATE TABLE `notification_preferences` (
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`mail` integer DEFAULT true NOT NULL,
	`sms` integer DEFAULT false NOT NULL,
	`reminder_offsets_minutes` text,
	PRIMARY KEY(`user_id`, `kind`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`subject` text NOT NULL,
	`hash` text NOT NULL,
	`data` text,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash` ON `tokens` (`hash`);--> statement-breakpoint
CREATE INDEX `tokens_subject` ON `tokens` (`purpose`,`subject`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text,
	`name` text NOT NULL,
	`phone` text,
	`password_hash` text,
	`role` text DEFAULT 'user' NOT NULL,
	`time_zone` text,
	`blocked_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`source` text NOT NULL,
	`correlation_id` text,
	`at` integer NOT NULL,
	`data` text,
	`salt` text,
	`digest` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit_events` (`subject_type`,`subject_id`,`seq`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`unique_key` text,
	`payload` text NOT NULL,
	`due_at` integer NOT NULL,
	`leased_until` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`failure` text,
	`dead_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_unique` ON `jobs` (`unique_key`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`due_at`);--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`booking_id` text,
	`user_id` text,
	`recipient` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`answer` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer,
	`created_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE INDEX `notifications_due` ON `notifications` (`state`,`next_try_at`);--> statement-breakpoint
CREATE INDEX `notifications_booking` ON `notifications` (`booking_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `rate_limits` (
	`key` text PRIMARY KEY NOT NULL,
	`points` integer NOT NULL,
	`expire` integer
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`secret` integer DEFAULT false NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`body_hash` text NOT NULL,
	`event` text NOT NULL,
	`uid` text,
	`received_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_body_hash_unique` ON `webhook_deliveries` (`body_hash`);--> statement-breakpoint
CREATE INDEX `webhook_uid` ON `webhook_deliveries` (`uid`);--> statement-breakpoint
CREATE INDEX `webhook_received` ON `webhook_deliveries` (`received_at`);