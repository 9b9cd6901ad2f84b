-- Nothing but what is made after every migration: bookings are counted by all that is filtered by (db/triggers.sql).
SELECT 1;
