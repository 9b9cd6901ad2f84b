-- Made again at every start: a table rebuild by a migration drops its triggers.

-- bookings: backstop of the overlap guard. The check in the transaction says why; this says no.
-- 172800000 ms (two days) bounds the search, so that the index serves it.
DROP TRIGGER IF EXISTS bookings_no_overlap_insert;
CREATE TRIGGER bookings_no_overlap_insert BEFORE INSERT ON bookings
WHEN NEW.guarded = 1 AND NEW.staff_id IS NOT NULL AND NEW.status IN ('pending', 'confirmed', 'rescheduled')
BEGIN
  SELECT RAISE(ABORT, 'booking_overlap') WHERE EXISTS (
    SELECT 1 FROM bookings b
    WHERE b.staff_id = NEW.staff_id AND b.status IN ('pending', 'confirmed', 'rescheduled')
      AND b.blocked_from < NEW.blocked_until AND b.blocked_from > NEW.blocked_from - 172800000 AND b.blocked_until > NEW.blocked_from
  ) OR EXISTS (
    SELECT 1 FROM operations o
    WHERE o.state = 'open' AND o.target_staff_id = NEW.staff_id AND o.booking_id <> NEW.id
      AND o.blocked_from < NEW.blocked_until AND o.blocked_from > NEW.blocked_from - 172800000 AND o.blocked_until > NEW.blocked_from
  );
END;

DROP TRIGGER IF EXISTS bookings_no_overlap_update;
CREATE TRIGGER bookings_no_overlap_update BEFORE UPDATE OF staff_id, blocked_from, blocked_until, status, guarded ON bookings
WHEN NEW.guarded = 1 AND NEW.staff_id IS NOT NULL AND NEW.status IN ('pending', 'confirmed', 'rescheduled')
  AND (OLD.guarded <> 1 OR OLD.staff_id IS NOT NEW.staff_id OR OLD.blocked_from <> NEW.blocked_from
    OR OLD.blocked_until <> NEW.blocked_until OR OLD.status NOT IN ('pending', 'confirmed', 'rescheduled'))
BEGIN
  SELECT RAISE(ABORT, 'booking_overlap') WHERE EXISTS (
    SELECT 1 FROM bookings b
    WHERE b.staff_id = NEW.staff_id AND b.id <> NEW.id AND b.status IN ('pending', 'confirmed', 'rescheduled')
      AND b.blocked_from < NEW.blocked_until AND b.blocked_from > NEW.blocked_from - 172800000 AND b.blocked_until > NEW.blocked_from
  ) OR EXISTS (
    SELECT 1 FROM operations o
    WHERE o.state = 'open' AND o.target_staff_id = NEW.staff_id AND o.booking_id <> NEW.id
      AND o.blocked_from < NEW.blocked_until AND o.blocked_from > NEW.blocked_from - 172800000 AND o.blocked_until > NEW.blocked_from
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
      AND b.blocked_from < NEW.blocked_until AND b.blocked_from > NEW.blocked_from - 172800000 AND b.blocked_until > NEW.blocked_from
  ) OR EXISTS (
    SELECT 1 FROM operations o
    WHERE o.state = 'open' AND o.target_staff_id = NEW.target_staff_id AND o.booking_id <> NEW.booking_id
      AND o.blocked_from < NEW.blocked_until AND o.blocked_from > NEW.blocked_from - 172800000 AND o.blocked_until > NEW.blocked_from
  );
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
