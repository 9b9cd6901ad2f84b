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
CREATE TABLE `engine_api_keys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`key_hash` text NOT NULL,
	`expires_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `engine_api_keys_key_hash_unique` ON `engine_api_keys` (`key_hash`);--> statement-breakpoint
CREATE TABLE `engine_attendees` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`booking_id` integer NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`phone_number` text,
	`time_zone` text NOT NULL,
	`language` text DEFAULT 'en' NOT NULL,
	`absent` integer DEFAULT false NOT NULL,
	`guest` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`booking_id`) REFERENCES `engine_bookings`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_attendees_booking` ON `engine_attendees` (`booking_id`);--> statement-breakpoint
CREATE INDEX `engine_attendees_email` ON `engine_attendees` (`email`,`booking_id`);--> statement-breakpoint
CREATE INDEX `engine_attendees_name` ON `engine_attendees` ("name" COLLATE NOCASE);--> statement-breakpoint
CREATE TABLE `engine_booking_hosts` (
	`booking_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`occupies` integer NOT NULL,
	PRIMARY KEY(`booking_id`, `user_id`),
	FOREIGN KEY (`booking_id`) REFERENCES `engine_bookings`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_booking_hosts_time` ON `engine_booking_hosts` (`user_id`,`occupies`,`starts_at`,`ends_at`);--> statement-breakpoint
CREATE TABLE `engine_bookings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`event_type_id` integer,
	`user_id` integer,
	`title` text NOT NULL,
	`description` text,
	`status` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`buffer_before_minutes` integer DEFAULT 0 NOT NULL,
	`buffer_after_minutes` integer DEFAULT 0 NOT NULL,
	`pending_occupies` integer DEFAULT false NOT NULL,
	`location` text NOT NULL,
	`responses` text NOT NULL,
	`metadata` text NOT NULL,
	`cancellation_reason` text,
	`cancelled_by_email` text,
	`rescheduling_reason` text,
	`rescheduled_by_email` text,
	`rescheduled_from_uid` text,
	`rescheduled_to_uid` text,
	`ics_uid` text NOT NULL,
	`idempotency_key` text,
	`created_at` integer NOT NULL,
	`updated_at` integer,
	FOREIGN KEY (`event_type_id`) REFERENCES `engine_event_types`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`user_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "engine_bookings_duration" CHECK("engine_bookings"."ends_at" > "engine_bookings"."starts_at" AND "engine_bookings"."ends_at" - "engine_bookings"."starts_at" <= 86400000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `engine_bookings_uid_unique` ON `engine_bookings` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `engine_bookings_idempotency_key_unique` ON `engine_bookings` (`idempotency_key`);--> statement-breakpoint
CREATE INDEX `engine_bookings_start` ON `engine_bookings` (`starts_at`,`ends_at`,`status`,`user_id`);--> statement-breakpoint
CREATE INDEX `engine_bookings_status_start` ON `engine_bookings` (`status`,`starts_at`);--> statement-breakpoint
CREATE INDEX `engine_bookings_event_type_start` ON `engine_bookings` (`event_type_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `engine_bookings_user_start` ON `engine_bookings` (`user_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `engine_bookings_created` ON `engine_bookings` (`created_at`);--> statement-breakpoint
CREATE INDEX `engine_bookings_updated` ON `engine_bookings` (`updated_at`);--> statement-breakpoint
CREATE TABLE `engine_event_type_hosts` (
	`event_type_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`mandatory` integer DEFAULT false NOT NULL,
	`priority` text DEFAULT 'medium' NOT NULL,
	PRIMARY KEY(`event_type_id`, `user_id`),
	FOREIGN KEY (`event_type_id`) REFERENCES `engine_event_types`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_event_type_hosts_user` ON `engine_event_type_hosts` (`user_id`);--> statement-breakpoint
CREATE TABLE `engine_event_types` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`owner_id` integer,
	`team_id` integer,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`length_minutes` integer NOT NULL,
	`schedule_id` integer,
	`scheduling_type` text,
	`hidden` integer DEFAULT false NOT NULL,
	`settings` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`team_id`) REFERENCES `engine_teams`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`schedule_id`) REFERENCES `engine_schedules`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "engine_event_types_one_owner" CHECK(("engine_event_types"."owner_id" IS NULL) <> ("engine_event_types"."team_id" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `engine_event_types_owner_slug` ON `engine_event_types` (`owner_id`,`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `engine_event_types_team_slug` ON `engine_event_types` (`team_id`,`slug`);--> statement-breakpoint
CREATE TABLE `engine_memberships` (
	`team_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`role` text DEFAULT 'MEMBER' NOT NULL,
	PRIMARY KEY(`team_id`, `user_id`),
	FOREIGN KEY (`team_id`) REFERENCES `engine_teams`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_memberships_user` ON `engine_memberships` (`user_id`);--> statement-breakpoint
CREATE TABLE `engine_reservations` (
	`uid` text PRIMARY KEY NOT NULL,
	`event_type_id` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`duration_minutes` integer NOT NULL,
	`host_ids` text NOT NULL,
	`until_at` integer NOT NULL,
	FOREIGN KEY (`event_type_id`) REFERENCES `engine_event_types`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_reservations_until` ON `engine_reservations` (`until_at`);--> statement-breakpoint
CREATE TABLE `engine_schedules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`availability` text NOT NULL,
	`overrides` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_schedules_user` ON `engine_schedules` (`user_id`);--> statement-breakpoint
CREATE TABLE `engine_teams` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `engine_teams_slug_unique` ON `engine_teams` (`slug`);--> statement-breakpoint
CREATE TABLE `engine_time_off` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`reason` text,
	FOREIGN KEY (`user_id`) REFERENCES `engine_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `engine_time_off_user_end` ON `engine_time_off` (`user_id`,`ends_at`);--> statement-breakpoint
CREATE TABLE `engine_users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`username` text NOT NULL,
	`email` text NOT NULL,
	`name` text,
	`time_zone` text NOT NULL,
	`time_format` integer DEFAULT 12 NOT NULL,
	`week_start` text DEFAULT 'Sunday' NOT NULL,
	`locale` text DEFAULT 'en' NOT NULL,
	`avatar_url` text,
	`bio` text,
	`metadata` text DEFAULT '{}' NOT NULL,
	`default_schedule_id` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`default_schedule_id`) REFERENCES `engine_schedules`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `engine_users_username_unique` ON `engine_users` (`username`);--> statement-breakpoint
CREATE UNIQUE INDEX `engine_users_email_unique` ON `engine_users` (`email`);--> statement-breakpoint
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