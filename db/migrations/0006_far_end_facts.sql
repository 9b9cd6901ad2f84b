ALTER TABLE `calcom_links` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `drift_runs` DROP COLUMN `failure`;