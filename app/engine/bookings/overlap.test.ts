import fc from "fast-check";
import { expect, test } from "vitest";
import { addMember, addTeamEventType, addUser, importBooking } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";
import { MINUTE_MS, toIso } from "#app/lib/time.ts";
import type { Db } from "#db/client.ts";

const TEN = Date.parse("2030-01-08T10:00:00Z");

/** Pairs of bookings that take one host's time at once, their buffers included, found without the code under test. */
function overlaps(db: Db): unknown[] {
  return db.$client
    .prepare(
      `SELECT a.booking_id, b.booking_id FROM engine_booking_hosts a
       JOIN engine_bookings x ON x.id = a.booking_id AND (x.status = 'accepted' OR (x.status = 'pending' AND x.pending_occupies))
       JOIN engine_booking_hosts b ON b.user_id = a.user_id AND b.booking_id > a.booking_id
       JOIN engine_bookings y ON y.id = b.booking_id AND (y.status = 'accepted' OR (y.status = 'pending' AND y.pending_occupies))
       WHERE x.starts_at - 60000 * x.buffer_before_minutes < y.ends_at + 60000 * y.buffer_after_minutes
         AND y.starts_at - 60000 * y.buffer_before_minutes < x.ends_at + 60000 * x.buffer_after_minutes`,
    )
    .all();
}

const step = fc.record({
  verb: fc.constantFrom("book", "move", "cancel", "confirm", "decline", "reassign", "hand over", "request-reschedule", "buffer", "import"),
  type: fc.nat(9),
  which: fc.nat(20),
  quarter: fc.nat(12),
});

test("no sequence of calls leaves two bookings on one host's time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const { db, deps, call, book, act, addType, eventTypeId, teamId, userId } = testEngine();
      const bea = addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "Europe/London" });
      addMember(deps, { teamId, userId: bea.userId });
      const hostIds = [userId, bea.userId];
      const types = [
        eventTypeId,
        addType({ lengthInMinutes: 45, confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: false } }),
        addType({ beforeEventBuffer: 20, confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true } }),
        addType({ lengthInMinutes: 15, beforeEventBuffer: 10, afterEventBuffer: 30 }),
        addTeamEventType(deps, teamId, { title: "Any", slug: "any", lengthInMinutes: 30, schedulingType: "roundRobin", hostIds }).eventTypeId,
        addTeamEventType(deps, teamId, { title: "Buffered", slug: "buffered", lengthInMinutes: 30, afterEventBuffer: 20, schedulingType: "roundRobin", hostIds }).eventTypeId,
        addTeamEventType(deps, teamId, { title: "All", slug: "all", lengthInMinutes: 60, schedulingType: "collective", hostIds }).eventTypeId,
        addType({ recurrence: { frequency: "weekly", interval: 1, occurrences: 3 } }),
        addType({ recurrence: { frequency: "weekly", interval: 1, occurrences: 2 }, confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: false } }),
        addType({ seats: { seatsPerTimeSlot: 2, showAttendeeInfo: true, showAvailabilityCount: true }, afterEventBuffer: 10 }),
      ];
      const uids: string[] = [];
      const seatOf = new Map<string, string>();
      for (const { verb, type, which, quarter } of steps) {
        const startMs = TEN + quarter * 15 * MINUTE_MS;
        const start = toIso(startMs);
        const uid = uids[which % Math.max(1, uids.length)] ?? "none";
        if (verb === "import") {
          try {
            uids.push(importBooking(deps, { eventTypeId: types[type]!, startMs, endMs: startMs + 30 * MINUTE_MS, attendee: { name: "A", email: "a@example.com", timeZone: "UTC" } }).uid);
          } catch (error) {
            expect(String(error)).toMatch(/already has booking|already exists/);
          }
          continue;
        }
        const answer =
          verb === "book"
            ? await book(start, { eventTypeId: types[type], attendee: { name: "A", email: `a${which}@example.com`, timeZone: "UTC" } })
            : verb === "move"
              ? await act(uid, "reschedule", { start, ...(seatOf.has(uid) ? { seatUid: seatOf.get(uid) } : {}) })
              : verb === "hand over"
                ? await act(uid, `reassign/${hostIds[quarter % 2]}`)
                : verb === "buffer"
                  ? await call("PATCH", `/v2/event-types/${types[quarter % 4]}`, { version: "2024-06-14", body: { beforeEventBuffer: which, afterEventBuffer: quarter } })
                  : await act(uid, verb, verb === "cancel" ? { cancellationReason: "x", ...(which % 2 ? { cancelSubsequentBookings: true } : {}) } : {});
        expect([200, 201, 400, 404, 409]).toContain(answer.status);
        for (const made of answer.status === 201 ? [answer.body.data].flat() : []) {
          uids.push(made.uid);
          if (made.seatUid) seatOf.set(made.uid, made.seatUid);
        }
      }
      expect(overlaps(db)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("SQLite refuses an overlap written past the engine, new or changed", async () => {
  const { db, deps, eventTypeId, book, act, addType } = testEngine();
  const first = (await book("2030-01-08T10:00:00Z")).body.data;
  const later = (await book("2030-01-08T11:00:00Z")).body.data;
  const insert = (uid: string, startsAt: number, status: string) =>
    db.$client
      .prepare(
        `INSERT INTO engine_bookings (uid, event_type_id, user_id, title, status, starts_at, ends_at, location, responses, metadata, ics_uid, created_at)
         SELECT ?, event_type_id, user_id, title, ?, ?, ? + 1800000, location, '{}', '{}', ?, 0 FROM engine_bookings WHERE uid = ?`,
      )
      .run(uid, status, startsAt, startsAt, uid, first.uid);
  expect(() => insert("raw-1", TEN + 15 * MINUTE_MS, "accepted")).toThrow("engine_host_overlap");
  expect(() => insert("raw-2", TEN - 15 * MINUTE_MS, "accepted")).toThrow("engine_host_overlap");
  insert("raw-3", TEN + 30 * MINUTE_MS, "accepted");
  insert("raw-4", TEN + 15 * MINUTE_MS, "cancelled");
  expect(() => db.$client.prepare("UPDATE engine_bookings SET status = 'accepted' WHERE uid = 'raw-4'").run()).toThrow("engine_host_overlap");
  expect(() => db.$client.prepare("UPDATE engine_bookings SET starts_at = ?, ends_at = ? WHERE uid = ?").run(TEN, TEN + 1, later.uid)).toThrow("engine_host_overlap");
  db.$client.prepare("UPDATE engine_bookings SET buffer_before_minutes = 15 WHERE uid = ?").run(first.uid);
  expect(() => insert("raw-5", TEN - 40 * MINUTE_MS, "accepted")).toThrow("engine_host_overlap");
  insert("raw-6", TEN - 45 * MINUTE_MS, "accepted");
  expect(() => db.$client.prepare("UPDATE engine_bookings SET buffer_after_minutes = 1 WHERE uid = ?").run(first.uid)).toThrow("engine_host_overlap");
  const policy = addType({ confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: false } });
  const waiting = (await book("2030-01-08T12:00:00Z", { eventTypeId: policy })).body.data;
  importBooking(deps, { eventTypeId, startMs: TEN + 120 * MINUTE_MS, endMs: TEN + 150 * MINUTE_MS, attendee: { name: "A", email: "a@example.com", timeZone: "UTC" } });
  expect((await act(waiting.uid, "confirm")).body.error.code).toBe("TRPCError");
  expect(overlaps(db)).toEqual([]);
});

test("of many who ask for one time at once exactly one gets it", async () => {
  const { book, db } = testEngine();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => book("2030-01-08T10:00:00Z", { attendee: { name: "A", email: `a${index}@example.com`, timeZone: "UTC" } })));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 400)).toHaveLength(49);
  expect(overlaps(db)).toEqual([]);
});

test("buffers keep bookings apart, on both sides", async () => {
  const { book, addType } = testEngine();
  const eventTypeId = addType({ beforeEventBuffer: 15, afterEventBuffer: 30 });
  expect((await book("2030-01-08T11:00:00Z", { eventTypeId })).status).toBe(201);
  expect((await book("2030-01-08T11:45:00Z")).status).toBe(400);
  expect((await book("2030-01-08T12:00:00Z")).status).toBe(201);
  expect((await book("2030-01-08T10:20:00Z")).status).toBe(400);
  expect((await book("2030-01-08T10:15:00Z")).status).toBe(201);
});

test("a collective booking takes the time of every host", async () => {
  const { book, deps, teamId, userId, slots, eventTypeId } = testEngine();
  const bea = addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "Europe/London" });
  addMember(deps, { teamId, userId: bea.userId });
  const hostIds = [userId, bea.userId];
  const all = addTeamEventType(deps, teamId, { title: "All", slug: "all", lengthInMinutes: 30, schedulingType: "collective", hostIds });
  const any = addTeamEventType(deps, teamId, { title: "Any", slug: "any", lengthInMinutes: 30, schedulingType: "roundRobin", hostIds });
  const both = await book("2030-01-08T10:00:00Z", all);
  expect(both.body.data.hosts.map((host: { id: number }) => host.id)).toEqual(hostIds);
  expect((await book("2030-01-08T10:00:00Z", any)).status).toBe(400);
  const range = "start=2030-01-08T10:00:00Z&end=2030-01-08T10:29:00Z";
  expect((await slots(`eventTypeId=${eventTypeId}&${range}`)).body.data).toEqual({});
});

test("a round robin goes to the free host who was booked longest ago", async () => {
  const { book, deps, teamId, userId } = testEngine();
  const bea = addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "Europe/London" });
  addMember(deps, { teamId, userId: bea.userId });
  const any = addTeamEventType(deps, teamId, { title: "Any", slug: "any", lengthInMinutes: 30, schedulingType: "roundRobin", hostIds: [userId, bea.userId] });
  const hostOf = async (start: string) => (await book(start, any)).body.data.hosts[0].id;
  expect(await hostOf("2030-01-08T10:00:00Z")).toBe(userId);
  expect(await hostOf("2030-01-08T11:00:00Z")).toBe(bea.userId);
  expect(await hostOf("2030-01-08T12:00:00Z")).toBe(userId);
  expect(await hostOf("2030-01-08T12:00:00Z")).toBe(bea.userId);
  expect((await book("2030-01-08T12:00:00Z", any)).status).toBe(400);
});
