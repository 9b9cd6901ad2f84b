import { openDatabase, type Db } from "#db/client.ts";
import { DERIVED, migrateDatabase } from "#db/migrate.ts";

/**
 * A database with many bookings of thousands of customers over ten years, quickly: rows are written without triggers, and
 * what triggers keep is made at the end. Every name, status and source has its share; a few words are rare.
 */
export function manyBookings(file: string, count: number): Db {
  const db = openDatabase(file);
  migrateDatabase(db);
  const client = db.$client;
  for (const name of client.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'bookings'").pluck().all() as string[]) client.exec(`DROP TRIGGER "${name}"`);
  for (const table of DERIVED) client.exec(`DROP TABLE ${table}`);
  client.pragma("synchronous = OFF");
  client.function("pick", { deterministic: true }, (list: unknown, n: unknown) => pick(String(list), Number(n)));
  client.transaction(() => {
    client.exec(CATALOGUE);
    // As BigInt: better-sqlite3 binds numbers as REAL, and "u" || 3.0 is "u3.0".
    const customers = BigInt(Math.max(50, Math.floor(count / 200)));
    client.prepare(CUSTOMERS).run({ customers });
    client.prepare(BOOKINGS).run({ count: BigInt(count), customers, from: BigInt(Date.UTC(2021, 0, 4, 8)) });
  })();
  migrateDatabase(db);
  client.pragma("synchronous = FULL");
  return db;
}

const WORDS: Record<string, string[]> = {
  first: ["Maria", "Ana", "João", "Inês", "Tomás", "Leonor", "Sofia", "Jonas", "Priya", "Emre", "Camille", "Siobhán", "Zofia", "Hugo", "Greta", "Mateusz"],
  last: ["Silva", "Costa", "Müller", "Nowak", "Reis", "Hart", "Fernandes", "O’Doherty", "Demir", "Brandt", "Kowalczyk", "Raman", "Santos"],
  status: ["confirmed", "confirmed", "confirmed", "confirmed", "rescheduled", "cancelled", "confirmed"],
  title: ["Consultation", "First consultation", "Check-up", "Consultation", "Treatment"],
  note: ["Prefers the morning", "Needs a parking space", "Second visit, brings results", "Comes with a friend", "Call before", "Invoice to the company"],
  source: ["web", "web", "web", "calcom", "web", "api"],
};

const pick = (list: string, n: number) => WORDS[list]![Math.floor((n * 2_654_435_761) % 4_294_967_296 / 7) % WORDS[list]!.length]!;

const CATALOGUE = `
  INSERT INTO branches (id, slug, name, address, time_zone, created_at) SELECT 'b' || value, 'branch-' || value, 'Branch ' || value, 'Street', 'Europe/Lisbon', 0 FROM json_each('[0,1,2]');
`;
const NUMBERS = "WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < ";
const CUSTOMERS = `${NUMBERS} @customers) INSERT INTO users (id, email, name, role, created_at, updated_at)
  SELECT 'u' || n, 'customer' || n || '@example.test', pick('first', n) || ' ' || pick('last', n / 3), 'user', 0, 0 FROM number`;
// A half hour on, ten at once: the hours of ten years fill whatever the count. Ten rows wait, and say a rare word; two in seven have other notes.
const BOOKINGS = `${NUMBERS} @count) INSERT INTO bookings
  (id, user_id, branch_id, starts_at, ends_at, blocked_from, blocked_until, time_zone, venue_time_zone, title, attendee_name, attendee_email, attendee_phone,
   attendees, guests, answers, metadata, notes, status, source, guarded, own_fields, ics_uid, created_at, updated_at)
  SELECT 'k' || n, 'u' || (n % @customers), 'b' || (n % 3), at, at + 1800000, at, at + 1800000, 'Europe/Lisbon', 'Europe/Lisbon', pick('title', n),
    pick('first', n % @customers) || ' ' || pick('last', n % @customers / 3), 'customer' || (n % @customers) || '@example.test', '+351 9' || printf('%08d', n % @customers * 22695477 % 100000000),
    '[]', '[]', '{}', '{}', CASE WHEN n % (@count / 10) = 7 THEN 'wheelchair' WHEN n % 7 < 2 THEN pick('note', n) END, CASE WHEN n % (@count / 10) = 7 THEN 'pending' ELSE pick('status', n) END, pick('source', n / 2), 0, '[]', 'k' || n, 0, 0
  FROM (SELECT n, @from + (n * 7919 % @count) * (315360000000 / @count) AS at FROM number)`;
