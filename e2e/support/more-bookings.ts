import { join } from "node:path";
import Database from "better-sqlite3";

type Row = Record<string, unknown>;

const HOUR_MS = 3_600_000;

/** Writes so many appointments into the data folder of a server, which may run, at both ends, each for a customer and at a time of its own: copies of one of the seed's. */
export function addBookings(dataDir: string, count: number, name: string): void {
  const db = new Database(join(dataDir, "frontdesk.db"), { timeout: 30_000 });
  const one = (sql: string, ...values: unknown[]) => db.prepare(sql).get(...values) as Row;
  const copy = (table: string, row: Row, change: Row) => {
    const next = Object.fromEntries(Object.entries({ ...row, ...change }).filter(([, value]) => value !== undefined));
    const columns = Object.keys(next);
    return db.prepare(`INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join()}) VALUES (${columns.map(() => "?").join()})`).run(Object.values(next)).lastInsertRowid;
  };
  const booking = one("SELECT b.* FROM bookings b JOIN calcom_links l ON l.booking_id = b.id WHERE b.status = 'confirmed' AND l.state = 'accepted' AND b.guests = '[]' ORDER BY b.starts_at DESC");
  const link = one("SELECT * FROM calcom_links WHERE booking_id = ?", booking.id);
  const there = one("SELECT * FROM engine_bookings WHERE uid = ?", link.uid);
  const attendee = one("SELECT * FROM engine_attendees WHERE booking_id = ? AND NOT guest", there.id);
  const firstMs = Date.now() + 400 * 24 * HOUR_MS;
  db.transaction(() => {
    for (let n = 1; n <= count; n += 1) {
      const [id, who, email, startsAt] = [`copy-${n}`, `${name} ${n}`, `copy${n}@bulk.example`, firstMs + n * 3 * HOUR_MS];
      const time = { starts_at: startsAt, ends_at: startsAt + HOUR_MS };
      copy("bookings", booking, { ...time, seq: undefined, id, user_id: null, blocked_from: time.starts_at, blocked_until: time.ends_at, attendee_name: who, attendee_email: email, attendees: "[]", guarded: 0, ics_uid: id });
      copy("calcom_links", link, { uid: id, booking_id: id, root_uid: id, predecessor_uid: null, facts: null });
      const bookingId = copy("engine_bookings", there, { ...time, id: undefined, uid: id, ics_uid: id, rescheduled_from_uid: null, idempotency_key: id });
      copy("engine_attendees", attendee, { id: undefined, booking_id: bookingId, name: who, email });
    }
  }).immediate();
  db.close();
}
