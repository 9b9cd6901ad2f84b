import fc from "fast-check";
import { expect, test } from "vitest";
import { freeTimes } from "#app/availability/free-times.server.ts";
import { momentText } from "#app/lib/format.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { bookAppointment } from "../book.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { addUser, book, monday, offeringsFor, requestFor, rowOf, testPractice, wipe } from "../testing.ts";
import { forget, toldOf } from "./testing.ts";

const sentence = fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }).map((typed) => typed.trim() || "x");
const email = fc.emailAddress().map((address) => address.toLowerCase());
const correlationId = "request-2";
const RUNS = { numRuns: 100 };

test("Feature: calcom-booking-integration, Property 23: a creation notifies its user", async () => {
  // Validates: 8.1
  const practice = await testPractice();
  const user = addUser(practice, "owner@example.com");
  const { consultation, massage, fitting, lisbon, newYork } = practice;
  const places = [[consultation, lisbon], [massage, lisbon], [fitting, lisbon], [consultation, newYork]] as const;
  const wish = fc.record({ place: fc.constantFrom(...places), nth: fc.nat(), name: sentence, email, notes: fc.string({ maxLength: 80 }), signedIn: fc.boolean(), timeZone: fc.constantFrom("Europe/Lisbon", "Asia/Kathmandu", "America/New_York") });
  await fc.assert(
    fc.asyncProperty(wish, async ({ place: [service, branch], nth, name, email: address, notes, signedIn, timeZone }) => {
      wipe(practice);
      forget(practice);
      const offerings = offeringsFor(practice, service, branch);
      const durationMinutes = service.durationsMinutes[0]!;
      const { times } = await freeTimes(practice.app, { offerings, durationMinutes, startMs: monday(0), endMs: monday(0) + 7 * DAY_MS });
      const { startMs } = times[nth % times.length]!;
      const request = requestFor(practice, { offerings, durationMinutes, startMs, attendee: { name, email: address, timeZone }, notes, answers: { size: "Small" } });
      const { bookingId } = await bookAppointment(practice.app, signedIn ? user : null, request);
      // Sent again, it is the same booking, and nobody hears of it twice.
      await bookAppointment(practice.app, signedIn ? user : null, request);
      const told = toldOf(practice);
      expect(told.map(({ to }) => to).sort()).toEqual([...new Set([address, ...(signedIn ? ["owner@example.com"] : [])])].sort());
      for (const message of told) {
        expect(message).toMatchObject({ kind: service === fitting ? "requested" : "booked", state: "queued", hasPrivateLink: true });
        expect(message.facts![0]).toMatchObject({ label: "When", value: expect.stringContaining(momentText(startMs, branch.timeZone)) as string });
        expect(message.event).toMatchObject({ startsAt: startMs, sequence: 0, status: service === fitting ? "tentative" : "confirmed", uid: rowOf(practice, bookingId)!.icsUid });
      }
    }),
    RUNS,
  );
});

test("Feature: calcom-booking-integration, Property 24: an update notifies the owner", async () => {
  // Validates: 8.2, 2.4 (Property 9: an administrator's change notifies the owner)
  const practice = await testPractice();
  const [user, boss] = [addUser(practice, "owner@example.com"), addUser(practice, "boss@example.com", "admin")];
  const { id } = await book(practice, {}, user);
  const edit = fc.record({ title: sentence, notes: fc.option(sentence), attendeeName: sentence, attendeeEmail: fc.option(email), attendeePhone: fc.option(fc.constantFrom("+351912345678", "+12125550100")), location: sentence }, { requiredKeys: [] });
  const change = fc.oneof(fc.record({ edit }), fc.record({ hour: fc.integer({ min: 9, max: 16 }) }));
  await fc.assert(
    fc.asyncProperty(change, fc.boolean(), async (wish, byBoss) => {
      forget(practice);
      const before = rowOf(practice, id)!;
      const viewer = byBoss ? boss : user;
      if ("edit" in wish) await editBooking(practice.app, viewer, id, { ...wish.edit, version: before.version, correlationId });
      else await moveBooking(practice.app, viewer, id, { startMs: monday(wish.hour), correlationId });
      const after = rowOf(practice, id)!;
      const told = toldOf(practice);
      if (after.version === before.version) return void expect(told).toEqual([]);
      expect(told.map(({ to }) => to).sort()).toEqual([...new Set([after.attendeeEmail?.toLowerCase() ?? "owner@example.com", "owner@example.com"])].sort());
      for (const message of told) {
        expect(message.kind).toBe(("edit" in wish ? "edited" : "moved") + (byBoss ? "-by-desk" : ""));
        const did = "edit" in wish ? "changed" : "moved";
        expect(message.text).toContain(byBoss ? `We ${did} your appointment.` : `Your appointment was ${did}.`);
        expect(message.event).toMatchObject({ uid: after.icsUid, sequence: before.icsSequence + 1, startsAt: after.startsAt, summary: after.title });
        if (!("edit" in wish)) expect(message.text).toContain(`It was ${momentText(before.startsAt, "Europe/Lisbon")}, Lisbon time.`);
        if ("edit" in wish && wish.edit.title !== undefined && wish.edit.title !== before.title) expect(message.text).toContain("Title: ");
      }
    }),
    RUNS,
  );
});

test("Feature: calcom-booking-integration, Property 25: a cancellation notifies the owner", async () => {
  // Validates: 8.3, 2.5 (Property 10: an administrator's cancellation notifies the owner)
  const practice = await testPractice();
  const [user, boss] = [addUser(practice, "owner@example.com"), addUser(practice, "boss@example.com", "admin")];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("owner", "boss", "guest"), fc.option(sentence, { nil: undefined }), async (who, reason) => {
      wipe(practice);
      const { id } = await book(practice, {}, user);
      forget(practice);
      const viewer = who === "boss" ? boss : who === "owner" ? user : { kind: "guest" as const, bookingId: id };
      await cancelBooking(practice.app, viewer, id, { reason, correlationId });
      await cancelBooking(practice.app, viewer, id, { reason, correlationId });
      const told = toldOf(practice, id);
      expect(told.map(({ to }) => to).sort()).toEqual(["maria@example.com", "owner@example.com"]);
      for (const message of told) {
        expect(message.kind).toBe(who === "boss" ? "cancelled-by-desk" : "cancelled");
        expect(message.text.split("\n")[0]).toBe(who === "boss" ? "We are sorry: we had to cancel this appointment." : "This appointment was cancelled.");
        expect(message.text.includes("Reason: ")).toBe(reason !== undefined);
        expect(message.event).toMatchObject({ sequence: 1, status: "cancelled", uid: rowOf(practice, id)!.icsUid });
      }
    }),
    RUNS,
  );
});
