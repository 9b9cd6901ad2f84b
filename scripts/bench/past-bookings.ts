import type { Db } from "#db/client.ts";

/**
 * Bookings an hour apart, backwards from a month ago, shared out among all people, here and in the engine: what
 * a desk looks like after years. Written as rows, since what is measured comes after.
 */
export function addPastBookings(db: Db, count: number): void {
  const client = db.$client;
  client.transaction(() => {
    const people = client
      .prepare(
        `SELECT s.id AS staffId, h.calcom_user_id AS userId, min(ss.service_id) AS serviceId, min(ss.branch_id) AS branchId, min(ss.calcom_event_type_id) AS eventTypeId
         FROM staff s JOIN calcom_host_mappings h ON h.staff_id = s.id JOIN service_staff ss ON ss.staff_id = s.id GROUP BY s.id`,
      )
      .all() as { staffId: string; userId: number; serviceId: string; branchId: string; eventTypeId: number }[];
    const customer = client.prepare("SELECT id FROM users LIMIT 1").pluck().get();
    const hours = `WITH RECURSIVE hour(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM hour WHERE n < @each)`;
    const local = client.prepare(`${hours} INSERT INTO bookings
      (id, user_id, service_id, staff_id, branch_id, starts_at, ends_at, blocked_from, blocked_until, time_zone, venue_time_zone, title, attendee_name, attendees,
       guests, answers, metadata, status, source, guarded, own_fields, ics_uid, created_at, updated_at)
      SELECT @staffId || '-' || n, @customer, @serviceId, @staffId, @branchId, @from - n * 3600000, @from - n * 3600000 + 2700000, @from - n * 3600000, @from - n * 3600000 + 2700000,
        'Europe/Lisbon', 'Europe/Lisbon', 'Past', 'Somebody', '[]', '[]', '{}', '{}', 'confirmed', 'import', 0, '[]', @staffId || '-' || n, 0, 0 FROM hour`);
    const remote = client.prepare(`${hours} INSERT INTO engine_bookings
      (uid, event_type_id, user_id, title, status, starts_at, ends_at, location, responses, metadata, ics_uid, created_at)
      SELECT @staffId || '-' || n, @eventTypeId, @userId, 'Past', 'accepted', @from - n * 3600000, @from - n * 3600000 + 2700000, 'x', '{}', '{}', @staffId || '-' || n, 0 FROM hour`);
    // The engine's own trigger adds each booking's host.
    const from = Date.now() - 60 * 86_400_000;
    for (const person of people) {
      const values = { ...person, customer, from, each: Math.ceil(count / people.length) };
      local.run(values);
      remote.run(values);
    }
  })();
  client.exec("ANALYZE");
}
