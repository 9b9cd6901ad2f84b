-- Attendees and titles are known in tables of their own (db/search.sql), which are made after every migration.
DROP TABLE IF EXISTS booking_texts;
--> statement-breakpoint
DROP TABLE IF EXISTS booking_texts_search;
