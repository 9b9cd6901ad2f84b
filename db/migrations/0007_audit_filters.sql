CREATE INDEX `audit_actor` ON `audit_events` (`actor`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit_events` (`at`);