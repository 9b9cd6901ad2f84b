-- Nothing but what is made after every migration: the index of bookings (db/triggers.sql), whose places tell status and source now.
SELECT 1;
