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
