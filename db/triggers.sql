-- Made again at every start: a table rebuild by a migration drops its triggers.

-- bookings: backstop of the overlap guard. The check in the transaction says why; this says no.
-- 259200000 ms (three days: a day's appointment with a day of buffer on either side) bounds the search, so that the index serves it.
DROP TRIGGER IF EXISTS bookings_no_overlap_insert;
CREATE TRIGGER bookings_no_overlap_insert BEFORE INSERT ON bookings
WHEN NEW.guarded = 1 AND NEW.staff_id IS NOT NULL AND NEW.status IN ('pending', 'confirmed', 'rescheduled')
BEGIN
  SELECT RAISE(ABORT, 'booking_overlap') WHERE EXISTS (
    SELECT 1 FROM bookings b
    WHERE b.staff_id = NEW.staff_id AND b.status IN ('pending', 'confirmed', 'rescheduled')
      AND b.blocked_from < NEW.blocked_until AND b.blocked_from > NEW.blocked_from - 259200000 AND b.blocked_until > NEW.blocked_from
  ) OR EXISTS (
    SELECT 1 FROM operations o
    WHERE o.state = 'open' AND o.target_staff_id = NEW.staff_id AND o.booking_id <> NEW.id
      AND o.blocked_from < NEW.blocked_until AND o.blocked_from > NEW.blocked_from - 259200000 AND o.blocked_until > NEW.blocked_from
  ) OR EXISTS (
    SELECT 1 FROM blocks k WHERE k.staff_id = NEW.staff_id AND k.ends_at > NEW.blocked_from AND k.starts_at < NEW.blocked_until
  );
END;

-- What began before its time was blocked ends as it began: blocks count where a change begins, in the two triggers for inserting.
DROP TRIGGER IF EXISTS bookings_no_overlap_update;
CREATE TRIGGER bookings_no_overlap_update BEFORE UPDATE OF staff_id, blocked_from, blocked_until, status, guarded ON bookings
WHEN NEW.guarded = 1 AND NEW.staff_id IS NOT NULL AND NEW.status IN ('pending', 'confirmed', 'rescheduled')
  AND (OLD.guarded <> 1 OR OLD.staff_id IS NOT NEW.staff_id OR OLD.blocked_from <> NEW.blocked_from
    OR OLD.blocked_until <> NEW.blocked_until OR OLD.status NOT IN ('pending', 'confirmed', 'rescheduled'))
BEGIN
  SELECT RAISE(ABORT, 'booking_overlap') WHERE EXISTS (
    SELECT 1 FROM bookings b
    WHERE b.staff_id = NEW.staff_id AND b.id <> NEW.id AND b.status IN ('pending', 'confirmed', 'rescheduled')
      AND b.blocked_from < NEW.blocked_until AND b.blocked_from > NEW.blocked_from - 259200000 AND b.blocked_until > NEW.blocked_from
  ) OR EXISTS (
    SELECT 1 FROM operations o
    WHERE o.state = 'open' AND o.target_staff_id = NEW.staff_id AND o.booking_id <> NEW.id
      AND o.blocked_from < NEW.blocked_until AND o.blocked_from > NEW.blocked_from - 259200000 AND o.blocked_until > NEW.blocked_from
  );
END;

-- operations: while one is open, its target time is taken as well.
DROP TRIGGER IF EXISTS operations_no_overlap_insert;
CREATE TRIGGER operations_no_overlap_insert BEFORE INSERT ON operations
WHEN NEW.state = 'open' AND NEW.target_staff_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'booking_overlap') WHERE EXISTS (
    SELECT 1 FROM bookings b
    WHERE b.staff_id = NEW.target_staff_id AND b.id <> NEW.booking_id AND b.status IN ('pending', 'confirmed', 'rescheduled')
      AND b.blocked_from < NEW.blocked_until AND b.blocked_from > NEW.blocked_from - 259200000 AND b.blocked_until > NEW.blocked_from
  ) OR EXISTS (
    SELECT 1 FROM operations o
    WHERE o.state = 'open' AND o.target_staff_id = NEW.target_staff_id AND o.booking_id <> NEW.booking_id
      AND o.blocked_from < NEW.blocked_until AND o.blocked_from > NEW.blocked_from - 259200000 AND o.blocked_until > NEW.blocked_from
  ) OR EXISTS (
    SELECT 1 FROM blocks k
    WHERE k.staff_id = NEW.target_staff_id AND k.ends_at > NEW.blocked_from AND k.starts_at < NEW.blocked_until
      AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.id = NEW.booking_id AND b.guarded = 0)
  );
END;

-- bookings: one index of words and of what is filtered by, in the order of the start: its rows are numbered by the minute of the start,
-- with the row of the booking in the lower 27 bits. So any filters are one intersection of lists, read from either end. Three bits each
-- between them tell status and source: what most bookings have is counted without reading the long list of those that have it.
-- Each word of the name stands behind two characters of its own (code 2), so that one or two letters find the beginnings of names in
-- an index of threes. Digits of a phone number are found however it is written. A value filtered by is one three: a mark of its own.
-- A whole address or phone number is one three as well, of signs that no other mark has: all columns share the list of a three.
-- booking_texts has each of them, each name and each title once, with how many bookings have it and an index of its own: what is searched
-- for is found there first, and counted there where many have it. "elsewhere" tells of a sign of an address (1), or of six digits (2), in
-- any other place.
-- All of it is filled where it is empty: at the first start, and after migrations, which run without triggers.
CREATE VIRTUAL TABLE IF NOT EXISTS bookings_search USING fts5(name, words, digits, status, source, staff, service, branch, user, address, phone, elsewhere, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
CREATE TABLE IF NOT EXISTS booking_marks (mark INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS booking_texts (mark INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, bookings INTEGER NOT NULL, UNIQUE (kind, value));
CREATE VIRTUAL TABLE IF NOT EXISTS booking_texts_search USING fts5(name, address, phone, title, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
-- How many bookings have the same of all that is filtered by.
CREATE TABLE IF NOT EXISTS booking_counts (status TEXT, source TEXT, staff_id TEXT, service_id TEXT, branch_id TEXT, bookings INTEGER NOT NULL,
  PRIMARY KEY (status, source, staff_id, service_id, branch_id)) WITHOUT ROWID;

DROP VIEW IF EXISTS booking_values;
CREATE VIEW booking_values AS
  SELECT seq, status AS value FROM bookings UNION ALL SELECT seq, source FROM bookings UNION ALL SELECT seq, staff_id FROM bookings
  UNION ALL SELECT seq, service_id FROM bookings UNION ALL SELECT seq, branch_id FROM bookings UNION ALL SELECT seq, user_id FROM bookings;
DROP VIEW IF EXISTS marked_values;
CREATE VIEW marked_values AS SELECT value, char(57344 + mark / 4096, 57344 + mark % 4096, 63743) AS three FROM booking_marks;
DROP VIEW IF EXISTS phone_digits;
CREATE VIEW phone_digits AS
  SELECT seq, replace(replace(replace(replace(replace(replace(replace(coalesce(attendee_phone, ''), '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '') AS digits FROM bookings;
DROP VIEW IF EXISTS written_texts;
CREATE VIEW written_texts AS
  SELECT seq, 'name' AS kind, attendee_name AS value FROM bookings UNION ALL SELECT seq, 'title', title FROM bookings
  UNION ALL SELECT seq, 'address', attendee_email FROM bookings WHERE attendee_email <> '' UNION ALL SELECT seq, 'phone', digits FROM phone_digits WHERE digits <> '';
DROP VIEW IF EXISTS marked_texts;
CREATE VIEW marked_texts AS SELECT mark, kind, value, char(57344 + mark / 4096, 57344 + mark % 4096, 63741) AS three FROM booking_texts;
DROP VIEW IF EXISTS searched_texts;
CREATE VIEW searched_texts AS
  SELECT mark, CASE kind WHEN 'name' THEN char(10, 2, 2) || replace(value, ' ', char(10, 2, 2)) END AS name,
    CASE kind WHEN 'address' THEN value END AS address, CASE kind WHEN 'phone' THEN value END AS phone, CASE kind WHEN 'title' THEN value END AS title
  FROM booking_texts;
DROP VIEW IF EXISTS searched_bookings;
CREATE VIEW searched_bookings AS
  SELECT b.seq,
    (b.starts_at / 60000 << 33) | (instr('pending confirmed rescheduled cancelled rejected', b.status) / 8 << 30) | (instr('web api admin calcom import', b.source) / 4 << 27) | b.seq AS place,
    char(10, 2, 2) || replace(b.attendee_name, ' ', char(10, 2, 2)) AS name,
    b.title || char(10) || coalesce(b.attendee_email, '') || char(10) || coalesce(b.attendee_phone, '') || char(10) || coalesce(b.notes, '') AS words,
    (SELECT digits FROM phone_digits WHERE seq = b.seq) AS digits,
    (SELECT three FROM marked_values WHERE value = b.status) AS status, (SELECT three FROM marked_values WHERE value = b.source) AS source,
    (SELECT three FROM marked_values WHERE value = b.staff_id) AS staff, (SELECT three FROM marked_values WHERE value = b.service_id) AS service,
    (SELECT three FROM marked_values WHERE value = b.branch_id) AS branch, (SELECT three FROM marked_values WHERE value = b.user_id) AS user,
    (SELECT three FROM marked_texts WHERE kind = 'address' AND value = b.attendee_email) AS address,
    (SELECT three FROM marked_texts t JOIN phone_digits d ON d.digits = t.value WHERE t.kind = 'phone' AND d.seq = b.seq) AS phone,
    nullif(char(63742, 57344
      + (instr(b.attendee_name || b.title || coalesce(b.notes, '') || coalesce(b.attendee_phone, ''), '@') > 0)
      + 2 * (b.attendee_name || b.title || coalesce(b.notes, '') || coalesce(b.attendee_email, '') GLOB '*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*'),
      63743), char(63742, 57344, 63743)) AS elsewhere
  FROM bookings b;
INSERT INTO booking_marks (value)
  SELECT DISTINCT value FROM booking_values WHERE value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM booking_marks);
INSERT INTO booking_texts (kind, value, bookings)
  SELECT kind, value, count(*) FROM written_texts WHERE NOT EXISTS (SELECT 1 FROM booking_texts) GROUP BY kind, value;
INSERT INTO booking_texts_search (rowid, name, address, phone, title)
  SELECT mark, name, address, phone, title FROM searched_texts WHERE NOT EXISTS (SELECT 1 FROM booking_texts_search);
INSERT INTO bookings_search (rowid, name, words, digits, status, source, staff, service, branch, user, address, phone, elsewhere)
  SELECT place, name, words, digits, status, source, staff, service, branch, user, address, phone, elsewhere FROM searched_bookings WHERE NOT EXISTS (SELECT 1 FROM bookings_search);
INSERT INTO booking_counts (status, source, staff_id, service_id, branch_id, bookings)
  SELECT status, source, coalesce(staff_id, ''), coalesce(service_id, ''), coalesce(branch_id, ''), count(*) FROM bookings
  WHERE NOT EXISTS (SELECT 1 FROM booking_counts) GROUP BY 1, 2, 3, 4, 5;

DROP TRIGGER IF EXISTS bookings_search_insert;
CREATE TRIGGER bookings_search_insert AFTER INSERT ON bookings
BEGIN
  INSERT INTO booking_marks (value) SELECT value FROM booking_values WHERE seq = NEW.seq AND value IS NOT NULL ON CONFLICT DO NOTHING;
  INSERT INTO booking_texts (kind, value, bookings) SELECT kind, value, 1 FROM written_texts WHERE seq = NEW.seq ON CONFLICT DO UPDATE SET bookings = bookings + 1;
  INSERT INTO bookings_search (rowid, name, words, digits, status, source, staff, service, branch, user, address, phone, elsewhere)
    SELECT place, name, words, digits, status, source, staff, service, branch, user, address, phone, elsewhere FROM searched_bookings WHERE seq = NEW.seq;
  INSERT INTO booking_counts (status, source, staff_id, service_id, branch_id, bookings)
    VALUES (NEW.status, NEW.source, coalesce(NEW.staff_id, ''), coalesce(NEW.service_id, ''), coalesce(NEW.branch_id, ''), 1)
    ON CONFLICT DO UPDATE SET bookings = bookings + 1;
END;

-- The number is that of searched_bookings, as it was.
DROP TRIGGER IF EXISTS bookings_search_update;
CREATE TRIGGER bookings_search_update AFTER UPDATE OF starts_at, title, attendee_name, attendee_email, attendee_phone, notes, status, source, staff_id, service_id, branch_id, user_id ON bookings
WHEN OLD.starts_at <> NEW.starts_at OR OLD.title <> NEW.title OR OLD.attendee_name <> NEW.attendee_name OR OLD.attendee_email IS NOT NEW.attendee_email
  OR OLD.attendee_phone IS NOT NEW.attendee_phone OR OLD.notes IS NOT NEW.notes OR OLD.status <> NEW.status OR OLD.source <> NEW.source
  OR OLD.staff_id IS NOT NEW.staff_id OR OLD.service_id IS NOT NEW.service_id OR OLD.branch_id IS NOT NEW.branch_id OR OLD.user_id IS NOT NEW.user_id
BEGIN
  DELETE FROM bookings_search WHERE rowid =
    ((OLD.starts_at / 60000 << 33) | (instr('pending confirmed rescheduled cancelled rejected', OLD.status) / 8 << 30) | (instr('web api admin calcom import', OLD.source) / 4 << 27) | OLD.seq);
  INSERT INTO booking_marks (value) SELECT value FROM booking_values WHERE seq = NEW.seq AND value IS NOT NULL ON CONFLICT DO NOTHING;
  INSERT INTO booking_texts (kind, value, bookings) SELECT kind, value, 1 FROM written_texts
    WHERE seq = NEW.seq AND (OLD.title <> NEW.title OR OLD.attendee_name <> NEW.attendee_name OR OLD.attendee_email IS NOT NEW.attendee_email OR OLD.attendee_phone IS NOT NEW.attendee_phone)
    ON CONFLICT DO UPDATE SET bookings = bookings + 1;
  INSERT INTO bookings_search (rowid, name, words, digits, status, source, staff, service, branch, user, address, phone, elsewhere)
    SELECT place, name, words, digits, status, source, staff, service, branch, user, address, phone, elsewhere FROM searched_bookings WHERE seq = NEW.seq;
END;

-- Nothing is known of anybody who is in no booking any more. What the booking has now is counted by bookings_search_update.
DROP TRIGGER IF EXISTS bookings_texts_update;
CREATE TRIGGER bookings_texts_update BEFORE UPDATE OF title, attendee_name, attendee_email, attendee_phone ON bookings
WHEN OLD.title <> NEW.title OR OLD.attendee_name <> NEW.attendee_name OR OLD.attendee_email IS NOT NEW.attendee_email OR OLD.attendee_phone IS NOT NEW.attendee_phone
BEGIN
  DELETE FROM booking_texts WHERE bookings = 1 AND (kind, value) IN (SELECT kind, value FROM written_texts WHERE seq = OLD.seq);
  UPDATE booking_texts SET bookings = bookings - 1 WHERE (kind, value) IN (SELECT kind, value FROM written_texts WHERE seq = OLD.seq);
END;

DROP TRIGGER IF EXISTS bookings_search_delete;
CREATE TRIGGER bookings_search_delete BEFORE DELETE ON bookings
BEGIN
  DELETE FROM booking_texts WHERE bookings = 1 AND (kind, value) IN (SELECT kind, value FROM written_texts WHERE seq = OLD.seq);
  UPDATE booking_texts SET bookings = bookings - 1 WHERE (kind, value) IN (SELECT kind, value FROM written_texts WHERE seq = OLD.seq);
  DELETE FROM bookings_search WHERE rowid = (SELECT place FROM searched_bookings WHERE seq = OLD.seq);
END;

DROP TRIGGER IF EXISTS booking_texts_search_insert;
CREATE TRIGGER booking_texts_search_insert AFTER INSERT ON booking_texts
BEGIN
  INSERT INTO booking_texts_search (rowid, name, address, phone, title) SELECT mark, name, address, phone, title FROM searched_texts WHERE mark = NEW.mark;
END;

DROP TRIGGER IF EXISTS booking_texts_search_delete;
CREATE TRIGGER booking_texts_search_delete AFTER DELETE ON booking_texts
BEGIN
  DELETE FROM booking_texts_search WHERE rowid = OLD.mark;
END;

DROP TRIGGER IF EXISTS bookings_counts_update;
CREATE TRIGGER bookings_counts_update AFTER UPDATE OF status, source, staff_id, service_id, branch_id ON bookings
WHEN OLD.status <> NEW.status OR OLD.source <> NEW.source OR OLD.staff_id IS NOT NEW.staff_id OR OLD.service_id IS NOT NEW.service_id OR OLD.branch_id IS NOT NEW.branch_id
BEGIN
  UPDATE booking_counts SET bookings = bookings - 1 WHERE status = OLD.status AND source = OLD.source
    AND staff_id = coalesce(OLD.staff_id, '') AND service_id = coalesce(OLD.service_id, '') AND branch_id = coalesce(OLD.branch_id, '');
  INSERT INTO booking_counts (status, source, staff_id, service_id, branch_id, bookings)
    VALUES (NEW.status, NEW.source, coalesce(NEW.staff_id, ''), coalesce(NEW.service_id, ''), coalesce(NEW.branch_id, ''), 1)
    ON CONFLICT DO UPDATE SET bookings = bookings + 1;
END;

DROP TRIGGER IF EXISTS bookings_counts_delete;
CREATE TRIGGER bookings_counts_delete AFTER DELETE ON bookings
BEGIN
  UPDATE booking_counts SET bookings = bookings - 1 WHERE status = OLD.status AND source = OLD.source
    AND staff_id = coalesce(OLD.staff_id, '') AND service_id = coalesce(OLD.service_id, '') AND branch_id = coalesce(OLD.branch_id, '');
END;

-- insights: a day whose bookings changed is to be counted anew, the day it was on before as well.
DROP TRIGGER IF EXISTS bookings_uncounted_insert;
CREATE TRIGGER bookings_uncounted_insert AFTER INSERT ON bookings
BEGIN
  INSERT INTO uncounted_days (utc_day, since) VALUES (NEW.starts_at / 86400000, NEW.updated_at) ON CONFLICT DO NOTHING;
END;

DROP TRIGGER IF EXISTS bookings_uncounted_update;
CREATE TRIGGER bookings_uncounted_update AFTER UPDATE OF starts_at, ends_at, venue_time_zone, status, staff_id, service_id, branch_id, attendees ON bookings
BEGIN
  INSERT INTO uncounted_days (utc_day, since) VALUES (OLD.starts_at / 86400000, NEW.updated_at) ON CONFLICT DO NOTHING;
  INSERT INTO uncounted_days (utc_day, since) VALUES (NEW.starts_at / 86400000, NEW.updated_at) ON CONFLICT DO NOTHING;
END;

DROP TRIGGER IF EXISTS bookings_uncounted_delete;
CREATE TRIGGER bookings_uncounted_delete AFTER DELETE ON bookings
BEGIN
  INSERT INTO uncounted_days (utc_day, since) VALUES (OLD.starts_at / 86400000, OLD.updated_at) ON CONFLICT DO NOTHING;
END;

-- reminders: an appointment that stands has a row, whoever made it stand. A new time is reminded of anew, from when it was made on.
-- 604800000 ms (a week) is the longest offset: LONGEST_MINUTES in app/settings/reminder-times.ts.
DROP TRIGGER IF EXISTS bookings_reminders_insert;
CREATE TRIGGER bookings_reminders_insert AFTER INSERT ON bookings
WHEN NEW.status IN ('confirmed', 'rescheduled') AND NEW.starts_at > NEW.updated_at
BEGIN
  INSERT INTO reminders (booking_id, starts_at, done_until, due_at) VALUES (NEW.id, NEW.starts_at, NEW.updated_at, NEW.starts_at - 604800000);
END;

DROP TRIGGER IF EXISTS bookings_reminders_update;
CREATE TRIGGER bookings_reminders_update AFTER UPDATE OF starts_at, status ON bookings
BEGIN
  DELETE FROM reminders WHERE booking_id = NEW.id AND (starts_at <> NEW.starts_at OR NEW.status NOT IN ('confirmed', 'rescheduled'));
  INSERT INTO reminders (booking_id, starts_at, done_until, due_at)
  SELECT NEW.id, NEW.starts_at, NEW.updated_at, NEW.starts_at - 604800000
  WHERE NEW.status IN ('confirmed', 'rescheduled') AND NEW.starts_at > NEW.updated_at
  ON CONFLICT (booking_id) DO NOTHING;
END;

DROP TRIGGER IF EXISTS bookings_reminders_delete;
CREATE TRIGGER bookings_reminders_delete AFTER DELETE ON bookings
BEGIN
  DELETE FROM reminders WHERE booking_id = OLD.id;
END;

-- desk notes: those of an appointment that never came about go with it.
DROP TRIGGER IF EXISTS bookings_desk_notes_delete;
CREATE TRIGGER bookings_desk_notes_delete AFTER DELETE ON bookings
BEGIN
  DELETE FROM desk_notes WHERE booking_id = OLD.id;
END;

-- absences: whatever changes an appointment ends its row, in the same transaction, and gives back the times held for it.
DROP TRIGGER IF EXISTS bookings_absence_update;
CREATE TRIGGER bookings_absence_update AFTER UPDATE OF starts_at, staff_id, status ON bookings
WHEN OLD.starts_at <> NEW.starts_at OR OLD.staff_id IS NOT NEW.staff_id OR (OLD.status <> NEW.status AND NEW.status IN ('cancelled', 'rejected'))
BEGIN
  UPDATE absence_rows SET settled_at = NEW.updated_at, state = CASE
    WHEN state = 'doing' AND choice = 'cancel' AND NEW.status = 'cancelled' THEN 'cancelled'
    WHEN NEW.status IN ('cancelled', 'rejected') THEN 'changed'
    WHEN state = 'doing' AND choice = 'reassign' AND NEW.staff_id = to_staff_id AND NEW.starts_at = OLD.starts_at THEN 'reassigned'
    WHEN state = 'offered' AND NEW.staff_id = OLD.staff_id AND EXISTS (SELECT 1 FROM json_each(times) t WHERE t.value = NEW.starts_at) THEN 'taken'
    ELSE 'changed' END
  WHERE booking_id = NEW.id AND state IN ('waiting', 'doing', 'offered')
    -- A cancellation that waited for this change comes next.
    AND NOT (state = 'doing' AND choice = 'cancel' AND NEW.status IN ('pending', 'confirmed', 'rescheduled')
      AND EXISTS (SELECT 1 FROM operations o WHERE o.booking_id = NEW.id AND o.kind = 'cancel' AND o.state IN ('open', 'waiting')));
  DELETE FROM holds WHERE purpose = 'offer' AND holder IN (SELECT id FROM absence_rows WHERE booking_id = NEW.id);
END;

DROP TRIGGER IF EXISTS bookings_absence_delete;
CREATE TRIGGER bookings_absence_delete AFTER DELETE ON bookings
BEGIN
  UPDATE absence_rows SET settled_at = OLD.updated_at, state = 'changed' WHERE booking_id = OLD.id AND state IN ('waiting', 'doing', 'offered');
  DELETE FROM holds WHERE purpose = 'offer' AND holder IN (SELECT id FROM absence_rows WHERE booking_id = OLD.id);
END;

-- audit: append-only. Only the personal values beside the chain may be erased.
DROP TRIGGER IF EXISTS audit_events_no_delete;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
BEGIN
  SELECT RAISE(ABORT, 'audit_append_only');
END;

DROP TRIGGER IF EXISTS audit_events_no_change;
CREATE TRIGGER audit_events_no_change BEFORE UPDATE ON audit_events
WHEN NEW.data IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.subject_type <> OLD.subject_type
  OR NEW.subject_id <> OLD.subject_id OR NEW.actor <> OLD.actor OR NEW.action <> OLD.action OR NEW.source <> OLD.source
  OR NEW.at <> OLD.at OR NEW.digest <> OLD.digest OR NEW.hash <> OLD.hash OR NEW.correlation_id IS NOT OLD.correlation_id
BEGIN
  SELECT RAISE(ABORT, 'audit_append_only');
END;

-- engine: whose time a booking takes, buffers included, follows the booking; no two that take a host's time overlap (half-open).
-- 259200000 ms (three days: a day's booking with a day of buffer on either side) bounds the search, so that the index serves it.
DROP TRIGGER IF EXISTS engine_bookings_organiser;
CREATE TRIGGER engine_bookings_organiser AFTER INSERT ON engine_bookings
WHEN NEW.user_id IS NOT NULL
BEGIN
  INSERT INTO engine_booking_hosts (booking_id, user_id, starts_at, ends_at, occupies)
  VALUES (NEW.id, NEW.user_id, NEW.starts_at - NEW.buffer_before_minutes * 60000, NEW.ends_at + NEW.buffer_after_minutes * 60000,
    NEW.status = 'accepted' OR (NEW.status = 'pending' AND NEW.pending_occupies));
END;

DROP TRIGGER IF EXISTS engine_bookings_hosts_follow;
CREATE TRIGGER engine_bookings_hosts_follow AFTER UPDATE OF status, starts_at, ends_at, pending_occupies, buffer_before_minutes, buffer_after_minutes ON engine_bookings
BEGIN
  UPDATE engine_booking_hosts
  SET starts_at = NEW.starts_at - NEW.buffer_before_minutes * 60000, ends_at = NEW.ends_at + NEW.buffer_after_minutes * 60000,
      occupies = NEW.status = 'accepted' OR (NEW.status = 'pending' AND NEW.pending_occupies)
  WHERE booking_id = NEW.id;
END;

DROP TRIGGER IF EXISTS engine_booking_hosts_no_overlap_insert;
CREATE TRIGGER engine_booking_hosts_no_overlap_insert BEFORE INSERT ON engine_booking_hosts
WHEN NEW.occupies = 1
BEGIN
  SELECT RAISE(ABORT, 'engine_host_overlap') WHERE EXISTS (
    SELECT 1 FROM engine_booking_hosts h
    WHERE h.user_id = NEW.user_id AND h.occupies = 1 AND h.booking_id <> NEW.booking_id
      AND h.starts_at < NEW.ends_at AND h.starts_at > NEW.starts_at - 259200000 AND h.ends_at > NEW.starts_at
  );
END;

DROP TRIGGER IF EXISTS engine_booking_hosts_no_overlap_update;
CREATE TRIGGER engine_booking_hosts_no_overlap_update BEFORE UPDATE ON engine_booking_hosts
WHEN NEW.occupies = 1
BEGIN
  SELECT RAISE(ABORT, 'engine_host_overlap') WHERE EXISTS (
    SELECT 1 FROM engine_booking_hosts h
    WHERE h.user_id = NEW.user_id AND h.occupies = 1 AND h.booking_id <> NEW.booking_id
      AND h.starts_at < NEW.ends_at AND h.starts_at > NEW.starts_at - 259200000 AND h.ends_at > NEW.starts_at
  );
END;

-- engine: a time slot has no more takers than seats.
DROP TRIGGER IF EXISTS engine_attendees_seats_insert;
CREATE TRIGGER engine_attendees_seats_insert BEFORE INSERT ON engine_attendees
WHEN NEW.seat_uid IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'engine_seats_full') WHERE (
    SELECT count(*) FROM engine_attendees a WHERE a.booking_id = NEW.booking_id AND a.seat_uid IS NOT NULL
  ) >= (SELECT coalesce(b.seats_per_time_slot, 0) FROM engine_bookings b WHERE b.id = NEW.booking_id);
END;

DROP TRIGGER IF EXISTS engine_attendees_seats_update;
CREATE TRIGGER engine_attendees_seats_update BEFORE UPDATE OF booking_id, seat_uid ON engine_attendees
WHEN NEW.seat_uid IS NOT NULL AND (OLD.booking_id <> NEW.booking_id OR OLD.seat_uid IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'engine_seats_full') WHERE (
    SELECT count(*) FROM engine_attendees a WHERE a.booking_id = NEW.booking_id AND a.seat_uid IS NOT NULL
  ) >= (SELECT coalesce(b.seats_per_time_slot, 0) FROM engine_bookings b WHERE b.id = NEW.booking_id);
END;
