import { expect, test } from "vitest";
import { importRow, monday, testPractice } from "#app/bookings/testing.ts";
import { MINUTE_MS } from "#app/lib/time.ts";

const HOUR = 60 * MINUTE_MS;

/** Ana is booked from ten to eleven, written past every check of the product. */
async function bookedFromTen() {
  const practice = await testPractice();
  const add = (from: number, until: number, change: Parameters<typeof importRow>[1] = {}) =>
    importRow(practice, { startsAt: from, endsAt: until, blockedFrom: from, blockedUntil: until, guarded: true, ...change });
  const first = add(monday(10), monday(11));
  const target = (from: number, until: number, bookingId = "other") =>
    practice.db.$client
      .prepare("INSERT INTO operations (id, booking_id, kind, state, payload, request_id, actor, created_at, target_staff_id, blocked_from, blocked_until) VALUES (?, ?, 'move', 'open', '{}', ?, 'guest', 0, ?, ?, ?)")
      .run(`${from} ${bookingId}`, bookingId, `${from} ${bookingId}`, practice.ana.id, from, until);
  return { practice, add, target, first };
}

test.each([
  ["the same time", 10, 11],
  ["its beginning", 9.5, 10.25],
  ["its end", 10.75, 12],
  ["its middle", 10.25, 10.5],
  ["all of it", 8, 20],
])("a guarded row over %s is refused, whoever writes it", async (_, from, until) => {
  const { add, practice } = await bookedFromTen();
  const [start, end] = [monday(0) + from * HOUR, monday(0) + until * HOUR];
  expect(() => add(start, end)).toThrow("booking_overlap");
  expect(add(start, end, { guarded: false }).guarded).toBe(false);
  expect(add(start, end, { status: "cancelled" }).status).toBe("cancelled");
  expect(add(start, end, { staffId: practice.ben.id }).staffId).toBe(practice.ben.id);
});

test("times that only touch are no overlap", async () => {
  const { add } = await bookedFromTen();
  add(monday(9), monday(10));
  add(monday(11), monday(12));
});

test("the longest appointment with the longest buffers is seen from its very end", async () => {
  const { add } = await bookedFromTen();
  const from = monday(12);
  add(from, from + 72 * HOUR);
  expect(() => add(from + 72 * HOUR - 1, from + 73 * HOUR)).toThrow("booking_overlap");
});

test("a row cannot be moved, revived or taken under the guard onto a taken time", async () => {
  const { add, practice } = await bookedFromTen();
  const { id } = add(monday(12), monday(13));
  const set = (sql: string, row = id) => practice.db.$client.prepare(`UPDATE bookings SET ${sql} WHERE id = ?`).run(row);
  expect(() => set(`blocked_from = ${monday(10)}, blocked_until = ${monday(11)}`)).toThrow("booking_overlap");
  const cancelled = add(monday(10), monday(11), { status: "cancelled" });
  expect(() => set("status = 'confirmed'", cancelled.id)).toThrow("booking_overlap");
  const foreign = add(monday(10), monday(11), { guarded: false });
  expect(() => set("guarded = 1", foreign.id)).toThrow("booking_overlap");
  set("status = 'rescheduled', title = 'Other'");
});

test("the target of an open operation is taken for everybody but its own booking", async () => {
  const { add, target, first, practice } = await bookedFromTen();
  expect(() => target(monday(10, 30), monday(11, 30))).toThrow("booking_overlap");
  target(monday(10, 30), monday(11, 30), first.id);
  expect(() => target(monday(11), monday(12))).toThrow("booking_overlap");
  expect(() => add(monday(11), monday(12))).toThrow("booking_overlap");
  practice.db.$client.exec("UPDATE operations SET state = 'done'");
  add(monday(11), monday(12));
});

test("a booking has one open operation", async () => {
  const { target, first } = await bookedFromTen();
  target(monday(14), monday(15), first.id);
  expect(() => target(monday(16), monday(17), first.id)).toThrow("UNIQUE");
});

test("attendees and titles are known for as long as a booking has them", async () => {
  const practice = await testPractice();
  const { $client } = practice.db;
  const known = () => ["SELECT name || ' ' || email FROM booking_attendees ORDER BY 1", "SELECT title FROM booking_titles ORDER BY 1"].map((sql) => $client.prepare(sql).pluck().all());
  const found = (table: string, pattern: string) => $client.prepare(`SELECT count(*) FROM booking_${table}_search WHERE booking_${table}_search MATCH ?`).pluck().get(pattern);
  const made = () => importRow(practice, { title: "Consultation", attendeeName: "Ana", attendeeEmail: "ana@example.test", attendeePhone: "+49 170 123", notes: "first" });
  const [first, second] = [made(), made()];
  const change = (sql: string, id: string) => $client.prepare(`${sql} WHERE id = ?`).run(id);
  change("UPDATE bookings SET attendee_email = 'new@example.test', status = 'cancelled'", first.id);
  expect(known()).toEqual([["Ana ana@example.test", "Ana new@example.test"], ["Consultation"]]);
  change("UPDATE bookings SET attendee_name = 'Bo'", second.id);
  change("UPDATE bookings SET status = 'rejected', notes = 'second'", second.id);
  expect(["first", "second"].map((word) => found("notes", word))).toEqual([1, 1]);
  change("DELETE FROM bookings", first.id);
  expect(known()).toEqual([["Bo ana@example.test"], ["Consultation"]]);
  change("UPDATE bookings SET title = 'Visit', attendee_phone = NULL", second.id);
  expect(["name:ana", "email:new", 'email:"ana@example.test"', "digits:170"].map((pattern) => found("attendees", pattern))).toEqual([0, 0, 1, 0]);
  expect([found("titles", "consultation"), found("titles", "visit"), found("notes", "first")]).toEqual([0, 1, 0]);
  change("DELETE FROM bookings", second.id);
  expect([...known(), found("notes", "second")]).toEqual([[], [], 0]);
});

test("a booking stands in the index once, where it belongs, and is counted once, whatever of it changes", async () => {
  const practice = await testPractice();
  const { $client } = practice.db;
  const { id } = importRow(practice, { status: "pending", source: "web" });
  const places = () => ["SELECT id FROM bookings_search_docsize", "SELECT place FROM searched_bookings"].map((sql) => $client.prepare(sql).pluck().safeIntegers().all());
  const counted = () => ["*, 0 FROM booking_counts", "attendee, title, status, source, staff, service, branch, 1, 0 FROM counted_bookings"].map((sql) => $client.prepare(`SELECT ${sql} ORDER BY 1, 2`).raw().all());
  for (const change of ["status = 'rejected'", "staff_id = NULL", "service_id = NULL", "branch_id = NULL, source = 'api'", "source = 'import', status = 'cancelled'", "starts_at = starts_at + 60000", "notes = 'new'", "attendee_name = 'Bo', status = 'rescheduled'", "title = 'Other'"]) {
    $client.prepare(`UPDATE bookings SET ${change} WHERE id = ?`).run(id);
    const [indexed, belonging] = places();
    expect(indexed, change).toEqual(belonging);
    const [kept, there] = counted();
    expect(kept, change).toEqual(there);
    expect(kept, change).toHaveLength(3);
  }
  $client.prepare("DELETE FROM bookings WHERE id = ?").run(id);
  expect([...places(), ...counted()]).toEqual([[], [], [], []]);
});
