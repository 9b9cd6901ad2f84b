import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { users } from "#db/schema/people.ts";
import { freeTimes } from "#app/availability/free-times.server.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { bookAppointment } from "./book.server.ts";
import { cancelBooking } from "./cancel.server.ts";
import { editBooking } from "./edit.server.ts";
import { listBookings } from "./queries.server.ts";
import { addUser, book, importRow, monday, offeringsFor, requestFor, rowOf, testPractice, wipe } from "./testing.ts";

const sentence = fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }).map((typed) => typed.trim() || "x");
const email = fc.emailAddress().map((address) => address.toLowerCase());
const correlationId = "request-2";

test("Feature: calcom-booking-integration, Property 2: a valid creation exists in the database under the right user", async () => {
  // Validates: 1.2
  const practice = await testPractice();
  const user = addUser(practice, "owner@example.com");
  const { consultation, massage, fitting, lisbon, newYork } = practice;
  const places = [[consultation, lisbon], [massage, lisbon], [fitting, lisbon], [consultation, newYork]] as const;
  const wish = fc.record({ place: fc.constantFrom(...places), nth: fc.nat(), length: fc.nat(), name: sentence, email, notes: fc.string({ maxLength: 80 }), size: fc.constantFrom("Small", "Large"), signedIn: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(wish, async ({ place: [service, branch], nth, length, name, email: address, notes, size, signedIn }) => {
      wipe(practice);
      const offerings = offeringsFor(practice, service, branch);
      const durationMinutes = service.durationsMinutes[length % service.durationsMinutes.length]!;
      const { times } = await freeTimes(practice.app, { offerings, durationMinutes, startMs: monday(0), endMs: monday(0) + 14 * DAY_MS });
      const { startMs } = times[nth % times.length]!;
      const attendee = { name, email: address, timeZone: "Asia/Kathmandu" };
      const { bookingId } = await bookAppointment(practice.app, signedIn ? user : null, requestFor(practice, { offerings, durationMinutes, startMs, attendee, notes, answers: { size } }));
      const row = rowOf(practice, bookingId)!;
      expect(row).toMatchObject({ startsAt: startMs, endsAt: startMs + durationMinutes * 60_000, serviceId: service.id, branchId: branch.id, attendeeName: name, attendeeEmail: address, timeZone: "Asia/Kathmandu", notes: notes.trim() || null, status: service === fitting ? "pending" : "confirmed" });
      expect(offerings.map(({ staff }) => staff.id)).toContain(row.staffId);
      const owner = practice.db.select().from(users).where(eq(users.id, row.userId!)).get()!;
      expect(owner.email).toBe(signedIn ? "owner@example.com" : address);
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 4: an update keeps id and owner and changes just the named fields", async () => {
  // Validates: 1.4
  const practice = await testPractice();
  const user = addUser(practice, "owner@example.com");
  const { id } = await book(practice, { notes: "Window seat", guests: ["joao@example.com"] }, user);
  const edit = fc.record(
    { title: sentence, notes: fc.option(sentence), attendeeName: sentence, attendeeEmail: fc.option(email), attendeePhone: fc.option(fc.constantFrom("+351912345678", "+12125550100")), location: fc.option(sentence) },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(edit, async (fields) => {
      const before = rowOf(practice, id)!;
      await editBooking(practice.app, user, id, { ...fields, version: before.version, correlationId });
      const after = rowOf(practice, id)!;
      expect([after.id, after.userId]).toEqual([id, user.userId]);
      expect(after).toMatchObject(fields);
      const isChanged = Object.entries(fields).some(([field, value]) => before[field as keyof typeof before] !== value);
      expect(after.version).toBe(before.version + (isChanged ? 1 : 0));
      const allowed = new Set([...Object.keys(fields), "version", "icsSequence", "updatedAt", "ownFields", "attendees"]);
      for (const field of Object.keys(before) as (keyof typeof before)[]) if (!allowed.has(field)) expect(after[field]).toEqual(before[field]);
      expect(after.attendees).toEqual([{ ...before.attendees[0], name: after.attendeeName, email: after.attendeeEmail, phone: after.attendeePhone }]);
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 5: a cancelled booking leaves the active list", async () => {
  // Validates: 1.5
  const practice = await testPractice();
  const user = addUser(practice, "owner@example.com");
  const idsIn = (tab: "upcoming" | "pending" | "past" | "cancelled") => listBookings(practice.app, user, { tab }).rows.map(({ id }) => id);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 4 }), fc.nat(), fc.boolean(), async (halfHours, nth, pending) => {
      wipe(practice);
      importRow(practice, { userId: user.userId, startsAt: monday(8) });
      const made: string[] = [];
      const more = pending ? { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Large" } } : {};
      for (const half of halfHours.filter((each) => !pending || each % 4 === 0)) made.push((await book(practice, { ...more, startMs: monday(9) + half * 1_800_000 }, user)).id);
      fc.pre(made.length > 0);
      const gone = made[nth % made.length]!;
      const before = idsIn("upcoming");
      await cancelBooking(practice.app, user, gone, { correlationId });
      expect(before).toContain(gone);
      expect(idsIn("upcoming")).toEqual(before.filter((id) => id !== gone));
      expect(idsIn("pending")).not.toContain(gone);
      expect(idsIn("cancelled")).toEqual([gone]);
    }),
    { numRuns: 100 },
  );
});
