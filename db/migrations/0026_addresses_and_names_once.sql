-- Nothing but what is made after every migration: the index of bookings (db/triggers.sql), which has addresses, numbers and names once now.
SELECT 1;
