-- Nothing but what is made after every migration: names, addresses, numbers and titles, each with how many bookings have it (db/triggers.sql).
SELECT 1;
