-- What the list of all bookings is searched, filtered and counted by: docs/decisions/020 and 024. Views and triggers are made anew at every
-- start, as in triggers.sql. Tables are filled when they are empty: at the first start and after migrations, which run without triggers.

-- Every value that can be filtered by (a status, the id of a branch) has a number, its mark. In a search table it is one token: `three` of marked_values.
CREATE TABLE IF NOT EXISTS booking_marks (mark INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);
-- Each attendee and each title once. An attendee is a name, an address and a phone number as written; '' stands for none.
CREATE TABLE IF NOT EXISTS booking_attendees (mark INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, UNIQUE (name, email, phone));
CREATE TABLE IF NOT EXISTS booking_titles (mark INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE);
-- How many bookings have the same marks (0 for none): per attendee and title, per title (attendee 0), and of all (attendee 0, title 0).
CREATE TABLE IF NOT EXISTS booking_counts (attendee INTEGER, title INTEGER, status INTEGER, source INTEGER, staff INTEGER, service INTEGER, branch INTEGER,
  bookings INTEGER NOT NULL, PRIMARY KEY (attendee, title, status, source, staff, service, branch)) WITHOUT ROWID;

-- Trigrams find words anywhere in a text. Each word of a name is preceded by two characters of code 2, so that one or two letters find
-- the beginnings of names as well. `digits` finds a phone number however it is written.
CREATE VIRTUAL TABLE IF NOT EXISTS booking_attendees_search USING fts5(name, email, phone, digits, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
CREATE VIRTUAL TABLE IF NOT EXISTS booking_titles_search USING fts5(title, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
-- By the seq of the booking; bookings without notes are left out.
CREATE VIRTUAL TABLE IF NOT EXISTS booking_notes_search USING fts5(notes, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
-- Everything of a booking: its letters, and its attendee, title and values as one token each. The rowid is the minute of the start, then
-- status and source (three bits each), then the seq of the booking (27 bits). So words and filters are one intersection of lists in the
-- order of the start, which can be read from either end, and the rowid alone tells status and source.
CREATE VIRTUAL TABLE IF NOT EXISTS bookings_search USING fts5(name, words, digits, attendee, title, status, source, staff, service, branch, user, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');

-- All columns share one list per token, so each kind of mark ends in a character of its own.
DROP VIEW IF EXISTS marked_values;
CREATE VIEW marked_values AS SELECT mark, value, char(57344 + mark / 4096, 57344 + mark % 4096, 63743) AS three FROM booking_marks;
DROP VIEW IF EXISTS marked_attendees;
CREATE VIEW marked_attendees AS SELECT mark, name, email, phone, char(57344 + mark / 4096, 57344 + mark % 4096, 63742) AS three FROM booking_attendees;
DROP VIEW IF EXISTS marked_titles;
CREATE VIEW marked_titles AS SELECT mark, title, char(57344 + mark / 4096, 57344 + mark % 4096, 63741) AS three FROM booking_titles;

DROP VIEW IF EXISTS booking_values;
CREATE VIEW booking_values AS
  SELECT seq, status AS value FROM bookings UNION ALL SELECT seq, source FROM bookings UNION ALL SELECT seq, staff_id FROM bookings WHERE staff_id IS NOT NULL
  UNION ALL SELECT seq, service_id FROM bookings WHERE service_id IS NOT NULL UNION ALL SELECT seq, branch_id FROM bookings WHERE branch_id IS NOT NULL
  UNION ALL SELECT seq, user_id FROM bookings WHERE user_id IS NOT NULL;
DROP VIEW IF EXISTS marked_bookings;
CREATE VIEW marked_bookings AS
  SELECT b.seq, a.mark AS attendee, t.mark AS title, status.mark AS status, source.mark AS source, coalesce(staff.mark, 0) AS staff, coalesce(service.mark, 0) AS service, coalesce(branch.mark, 0) AS branch
  FROM bookings b
  JOIN booking_attendees a ON a.name = b.attendee_name AND a.email = coalesce(b.attendee_email, '') AND a.phone = coalesce(b.attendee_phone, '')
  JOIN booking_titles t ON t.title = b.title
  JOIN booking_marks status ON status.value = b.status JOIN booking_marks source ON source.value = b.source
  LEFT JOIN booking_marks staff ON staff.value = b.staff_id LEFT JOIN booking_marks service ON service.value = b.service_id LEFT JOIN booking_marks branch ON branch.value = b.branch_id;
DROP VIEW IF EXISTS counted_bookings;
CREATE VIEW counted_bookings AS
  SELECT seq, attendee * of_attendee AS attendee, title * of_title AS title, status, source, staff, service, branch
  FROM marked_bookings CROSS JOIN (SELECT 1 AS of_attendee, 1 AS of_title UNION ALL SELECT 0, 1 UNION ALL SELECT 0, 0);
DROP VIEW IF EXISTS searched_attendees;
CREATE VIEW searched_attendees AS
  SELECT mark, char(10, 2, 2) || replace(name, ' ', char(10, 2, 2)) AS name, email, phone,
    replace(replace(replace(replace(replace(replace(replace(phone, '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '') AS digits
  FROM booking_attendees;
DROP VIEW IF EXISTS searched_bookings;
CREATE VIEW searched_bookings AS
  SELECT b.seq,
    (b.starts_at / 60000 << 33) | (instr('pending confirmed rescheduled cancelled rejected', b.status) / 8 << 30) | (instr('web api admin calcom import', b.source) / 4 << 27) | b.seq AS place,
    char(10, 2, 2) || replace(b.attendee_name, ' ', char(10, 2, 2)) AS name,
    b.title || char(10) || coalesce(b.attendee_email, '') || char(10) || coalesce(b.attendee_phone, '') || char(10) || coalesce(b.notes, '') AS words,
    replace(replace(replace(replace(replace(replace(replace(coalesce(b.attendee_phone, ''), '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '') AS digits,
    (SELECT three FROM marked_attendees a WHERE a.name = b.attendee_name AND a.email = coalesce(b.attendee_email, '') AND a.phone = coalesce(b.attendee_phone, '')) AS attendee,
    (SELECT three FROM marked_titles t WHERE t.title = b.title) AS title,
    (SELECT three FROM marked_values WHERE value = b.status) AS status, (SELECT three FROM marked_values WHERE value = b.source) AS source,
    (SELECT three FROM marked_values WHERE value = b.staff_id) AS staff, (SELECT three FROM marked_values WHERE value = b.service_id) AS service,
    (SELECT three FROM marked_values WHERE value = b.branch_id) AS branch, (SELECT three FROM marked_values WHERE value = b.user_id) AS user
  FROM bookings b;

INSERT INTO booking_marks (value) SELECT DISTINCT value FROM booking_values WHERE NOT EXISTS (SELECT 1 FROM booking_marks);
INSERT INTO booking_attendees (name, email, phone)
  SELECT DISTINCT attendee_name, coalesce(attendee_email, ''), coalesce(attendee_phone, '') FROM bookings WHERE NOT EXISTS (SELECT 1 FROM booking_attendees);
INSERT INTO booking_titles (title) SELECT DISTINCT title FROM bookings WHERE NOT EXISTS (SELECT 1 FROM booking_titles);
INSERT INTO booking_attendees_search (rowid, name, email, phone, digits) SELECT * FROM searched_attendees WHERE NOT EXISTS (SELECT 1 FROM booking_attendees_search);
INSERT INTO booking_titles_search (rowid, title) SELECT mark, title FROM booking_titles WHERE NOT EXISTS (SELECT 1 FROM booking_titles_search);
INSERT INTO booking_notes_search (rowid, notes) SELECT seq, notes FROM bookings WHERE notes <> '' AND NOT EXISTS (SELECT 1 FROM booking_notes_search);
INSERT INTO bookings_search (rowid, name, words, digits, attendee, title, status, source, staff, service, branch, user)
  SELECT place, name, words, digits, attendee, title, status, source, staff, service, branch, user FROM searched_bookings WHERE NOT EXISTS (SELECT 1 FROM bookings_search);
INSERT INTO booking_counts
  SELECT attendee, title, status, source, staff, service, branch, count(*) FROM marked_bookings WHERE NOT EXISTS (SELECT 1 FROM booking_counts) GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO booking_counts
  SELECT 0, title, status, source, staff, service, branch, sum(bookings) FROM booking_counts
  WHERE NOT EXISTS (SELECT 1 FROM booking_counts WHERE attendee = 0) GROUP BY 2, 3, 4, 5, 6, 7;
INSERT INTO booking_counts
  SELECT 0, 0, status, source, staff, service, branch, sum(bookings) FROM booking_counts
  WHERE attendee = 0 AND NOT EXISTS (SELECT 1 FROM booking_counts WHERE attendee = 0 AND title = 0) GROUP BY 3, 4, 5, 6, 7;

-- Inserting a seq here indexes the booking as it is at that moment; deleting it takes the booking out again.
DROP VIEW IF EXISTS indexed_bookings;
CREATE VIEW indexed_bookings AS SELECT seq FROM bookings;
DROP TRIGGER IF EXISTS indexed_bookings_insert;
CREATE TRIGGER indexed_bookings_insert INSTEAD OF INSERT ON indexed_bookings
BEGIN
  INSERT INTO booking_marks (value) SELECT value FROM booking_values WHERE seq = NEW.seq ON CONFLICT DO NOTHING;
  INSERT INTO booking_attendees (name, email, phone)
    SELECT attendee_name, coalesce(attendee_email, ''), coalesce(attendee_phone, '') FROM bookings WHERE seq = NEW.seq ON CONFLICT DO NOTHING;
  INSERT INTO booking_titles (title) SELECT title FROM bookings WHERE seq = NEW.seq ON CONFLICT DO NOTHING;
  INSERT INTO booking_counts SELECT attendee, title, status, source, staff, service, branch, 1 FROM counted_bookings WHERE seq = NEW.seq
    ON CONFLICT DO UPDATE SET bookings = bookings + 1;
  INSERT INTO bookings_search (rowid, name, words, digits, attendee, title, status, source, staff, service, branch, user)
    SELECT place, name, words, digits, attendee, title, status, source, staff, service, branch, user FROM searched_bookings WHERE seq = NEW.seq;
END;
DROP TRIGGER IF EXISTS indexed_bookings_delete;
CREATE TRIGGER indexed_bookings_delete INSTEAD OF DELETE ON indexed_bookings
BEGIN
  DELETE FROM bookings_search WHERE rowid = (SELECT place FROM searched_bookings WHERE seq = OLD.seq);
  UPDATE booking_counts SET bookings = bookings - 1 WHERE (attendee, title, status, source, staff, service, branch) IN
    (SELECT attendee, title, status, source, staff, service, branch FROM counted_bookings WHERE seq = OLD.seq);
END;
DROP TRIGGER IF EXISTS booking_counts_none;
CREATE TRIGGER booking_counts_none AFTER UPDATE ON booking_counts WHEN NEW.bookings = 0
BEGIN
  DELETE FROM booking_counts WHERE bookings = 0 AND attendee = NEW.attendee AND title = NEW.title AND status = NEW.status AND source = NEW.source
    AND staff = NEW.staff AND service = NEW.service AND branch = NEW.branch;
END;

DROP TRIGGER IF EXISTS bookings_search_insert;
CREATE TRIGGER bookings_search_insert AFTER INSERT ON bookings
BEGIN
  INSERT INTO indexed_bookings VALUES (NEW.seq);
  INSERT INTO booking_notes_search (rowid, notes) SELECT NEW.seq, NEW.notes WHERE NEW.notes <> '';
END;

-- Taken out with its old columns, put in with its new ones.
DROP TRIGGER IF EXISTS bookings_search_before_update;
CREATE TRIGGER bookings_search_before_update BEFORE UPDATE OF starts_at, title, attendee_name, attendee_email, attendee_phone, notes, status, source, staff_id, service_id, branch_id, user_id ON bookings
WHEN OLD.starts_at <> NEW.starts_at OR OLD.title <> NEW.title OR OLD.attendee_name <> NEW.attendee_name OR OLD.attendee_email IS NOT NEW.attendee_email
  OR OLD.attendee_phone IS NOT NEW.attendee_phone OR OLD.notes IS NOT NEW.notes OR OLD.status <> NEW.status OR OLD.source <> NEW.source
  OR OLD.staff_id IS NOT NEW.staff_id OR OLD.service_id IS NOT NEW.service_id OR OLD.branch_id IS NOT NEW.branch_id OR OLD.user_id IS NOT NEW.user_id
BEGIN
  DELETE FROM indexed_bookings WHERE seq = OLD.seq;
END;
DROP TRIGGER IF EXISTS bookings_search_update;
CREATE TRIGGER bookings_search_update AFTER UPDATE OF starts_at, title, attendee_name, attendee_email, attendee_phone, notes, status, source, staff_id, service_id, branch_id, user_id ON bookings
WHEN OLD.starts_at <> NEW.starts_at OR OLD.title <> NEW.title OR OLD.attendee_name <> NEW.attendee_name OR OLD.attendee_email IS NOT NEW.attendee_email
  OR OLD.attendee_phone IS NOT NEW.attendee_phone OR OLD.notes IS NOT NEW.notes OR OLD.status <> NEW.status OR OLD.source <> NEW.source
  OR OLD.staff_id IS NOT NEW.staff_id OR OLD.service_id IS NOT NEW.service_id OR OLD.branch_id IS NOT NEW.branch_id OR OLD.user_id IS NOT NEW.user_id
BEGIN
  INSERT INTO indexed_bookings VALUES (NEW.seq);
END;

DROP TRIGGER IF EXISTS bookings_notes_search_update;
CREATE TRIGGER bookings_notes_search_update AFTER UPDATE OF notes ON bookings WHEN OLD.notes IS NOT NEW.notes
BEGIN
  DELETE FROM booking_notes_search WHERE rowid = OLD.seq;
  INSERT INTO booking_notes_search (rowid, notes) SELECT NEW.seq, NEW.notes WHERE NEW.notes <> '';
END;

DROP TRIGGER IF EXISTS bookings_search_delete;
CREATE TRIGGER bookings_search_delete BEFORE DELETE ON bookings
BEGIN
  DELETE FROM indexed_bookings WHERE seq = OLD.seq;
  DELETE FROM booking_notes_search WHERE rowid = OLD.seq;
END;

-- An attendee or title that no booking has any more is forgotten.
DROP TRIGGER IF EXISTS bookings_texts_update;
CREATE TRIGGER bookings_texts_update AFTER UPDATE OF title, attendee_name, attendee_email, attendee_phone ON bookings
WHEN OLD.title <> NEW.title OR OLD.attendee_name <> NEW.attendee_name OR OLD.attendee_email IS NOT NEW.attendee_email OR OLD.attendee_phone IS NOT NEW.attendee_phone
BEGIN
  DELETE FROM booking_attendees WHERE name = OLD.attendee_name AND email = coalesce(OLD.attendee_email, '') AND phone = coalesce(OLD.attendee_phone, '')
    AND NOT EXISTS (SELECT 1 FROM booking_counts WHERE attendee = mark);
  DELETE FROM booking_titles WHERE title = OLD.title AND NOT EXISTS (SELECT 1 FROM booking_counts c WHERE c.attendee = 0 AND c.title = mark);
END;
DROP TRIGGER IF EXISTS bookings_texts_delete;
CREATE TRIGGER bookings_texts_delete AFTER DELETE ON bookings
BEGIN
  DELETE FROM booking_attendees WHERE name = OLD.attendee_name AND email = coalesce(OLD.attendee_email, '') AND phone = coalesce(OLD.attendee_phone, '')
    AND NOT EXISTS (SELECT 1 FROM booking_counts WHERE attendee = mark);
  DELETE FROM booking_titles WHERE title = OLD.title AND NOT EXISTS (SELECT 1 FROM booking_counts c WHERE c.attendee = 0 AND c.title = mark);
END;

DROP TRIGGER IF EXISTS booking_attendees_insert;
CREATE TRIGGER booking_attendees_insert AFTER INSERT ON booking_attendees
BEGIN
  INSERT INTO booking_attendees_search (rowid, name, email, phone, digits) SELECT mark, name, email, phone, digits FROM searched_attendees WHERE mark = NEW.mark;
END;
DROP TRIGGER IF EXISTS booking_attendees_delete;
CREATE TRIGGER booking_attendees_delete AFTER DELETE ON booking_attendees
BEGIN
  DELETE FROM booking_attendees_search WHERE rowid = OLD.mark;
END;
DROP TRIGGER IF EXISTS booking_titles_insert;
CREATE TRIGGER booking_titles_insert AFTER INSERT ON booking_titles
BEGIN
  INSERT INTO booking_titles_search (rowid, title) VALUES (NEW.mark, NEW.title);
END;
DROP TRIGGER IF EXISTS booking_titles_delete;
CREATE TRIGGER booking_titles_delete AFTER DELETE ON booking_titles
BEGIN
  DELETE FROM booking_titles_search WHERE rowid = OLD.mark;
END;
