-- A booking of several counts as a no-show when nobody came, no longer when one of them did not.
INSERT INTO `uncounted_days` (`utc_day`, `since`)
SELECT `starts_at` / 86400000, max(`updated_at`) FROM `bookings` WHERE `attendees` LIKE '%"absent":true%' AND json_array_length(`attendees`) > 1 GROUP BY 1
ON CONFLICT DO NOTHING;
