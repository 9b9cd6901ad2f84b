import fc from "fast-check";
import { createElement as draw, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Temporal } from "temporal-polyfill";
import { writing } from "#db/client.ts";
import { StatusBadge } from "#app/components/badge.tsx";
import { BookingFacts } from "#app/components/booking-facts.tsx";
import { BookingList } from "#app/components/booking-list.tsx";
import { People } from "#app/components/written-facts.tsx";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { writeCompany } from "#app/settings/company.server.ts";
import { BOOKING_STATUSES } from "./booking.ts";
import { BOOKING_TABS } from "./filters.ts";
import { portalBookingPage } from "./portal/booking.server.ts";
import { portalList } from "./portal/list.server.ts";
import { listBookings, type BookingDetails } from "./queries.server.ts";
import { addStaffUser, addUser, importRow, testPractice, TEST_NOW, wipe, type Practice } from "./testing.ts";
import { viewerOf } from "#app/auth/user.ts";
import type { Viewer } from "#app/auth/viewer.ts";

const rows = fc.array(
  fc.record({
    owner: fc.integer({ min: 0, max: 2 }),
    // Few starts, so that many rows tie.
    startsAt: fc.integer({ min: -3, max: 3 }).map((days) => TEST_NOW + days * DAY_MS + 30 * MINUTE_MS),
    status: fc.constantFrom(...BOOKING_STATUSES),
  }),
  { maxLength: 25 },
);

/** Every page of every tab, as somebody sees them who follows "next" to the end. */
function everything({ app }: Practice, viewer: Viewer, size: number): BookingDetails[] {
  return BOOKING_TABS.filter((tab) => tab !== "pending").flatMap((tab) => {
    const seen: BookingDetails[] = [];
    let cursor: string | undefined;
    do {
      const page = listBookings(app, viewer, { tab, cursor }, size);
      seen.push(...page.rows);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return seen;
  });
}

async function threeUsers() {
  const practice = await testPractice();
  return { practice, users: ["one", "two", "three"].map((name) => addUser(practice, `${name}@example.com`)) };
}

test("Feature: calcom-booking-integration, Property 1: a user's list holds only that user's bookings", async () => {
  // Validates: 1.1
  const { practice, users } = await threeUsers();
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (specs, size) => {
      wipe(practice);
      for (const { owner, ...row } of specs) importRow(practice, { ...row, userId: users[owner]!.userId });
      for (const user of users) for (const row of everything(practice, user, size)) expect(row.userId).toBe(user.userId);
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 3: a user's list is complete", async () => {
  // Validates: 1.3, 4.3
  const { practice, users } = await threeUsers();
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (specs, size) => {
      wipe(practice);
      const made = specs.map(({ owner, ...row }) => importRow(practice, { ...row, userId: users[owner]!.userId }));
      for (const user of users) {
        const own = made.filter(({ userId }) => userId === user.userId).map(({ id }) => id);
        expect(everything(practice, user, size).map(({ id }) => id).sort()).toEqual(own.sort());
      }
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 1: a list of somebody of the staff holds what is with them and what they booked, all of it and nothing else", async () => {
  // Validates: 1.1
  const { practice, users } = await threeUsers();
  const ana = viewerOf(addStaffUser(practice, practice.ana));
  const withWhom = [practice.ana.id, practice.ben.id, null];
  fc.assert(
    fc.property(fc.array(fc.tuple(rows, fc.integer({ min: 0, max: 2 })), { maxLength: 4 }), fc.integer({ min: 1, max: 7 }), (specs, size) => {
      wipe(practice);
      const owners = [ana.userId, users[0]!.userId, users[1]!.userId];
      const made = specs.flatMap(([some, person]) => some.map(({ owner, ...row }) => importRow(practice, { ...row, userId: owners[owner]!, staffId: withWhom[person]! })));
      const theirs = made.filter(({ userId, staffId }) => userId === ana.userId || staffId === practice.ana.id).map(({ id }) => id);
      expect(everything(practice, ana, size).map(({ id }) => id).sort()).toEqual(theirs.sort());
    }),
    { numRuns: 100 },
  );
});

const STATUS_WORDS = { pending: "Pending", confirmed: "Confirmed", rescheduled: "Rescheduled", cancelled: "Cancelled", rejected: "Rejected" };
const zones = fc.constantFrom("Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns");
const shown = fc.record({ startMinutes: fc.integer({ min: -200_000, max: 200_000 }), minutes: fc.integer({ min: 5, max: 600 }), timeZone: zones, status: fc.constantFrom(...BOOKING_STATUSES), hourCycle: fc.constantFrom(12 as const, 24 as const) });

test("Feature: calcom-booking-integration, Property 17: a shown booking has date, time, duration, status", async () => {
  // Validates: 6.1
  const { practice, users } = await threeUsers();
  const owner = { id: users[0]!.userId, email: "one@example.com", name: "One", phone: null, role: "user" as const };
  fc.assert(
    fc.property(shown, ({ startMinutes, minutes, timeZone, status, hourCycle }) => {
      wipe(practice);
      writing(practice.db, (tx) => writeCompany(tx, { hourCycle }, TEST_NOW));
      const startsAt = TEST_NOW + startMinutes * MINUTE_MS;
      const { id } = importRow(practice, { userId: owner.id, startsAt, endsAt: startsAt + minutes * MINUTE_MS, timeZone, status });
      const start = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(timeZone);
      const clock = hourCycle === 24 ? `${String(start.hour).padStart(2, "0")}:${String(start.minute).padStart(2, "0")}` : `${start.hour % 12 || 12}:${String(start.minute).padStart(2, "0")}`;
      const day = `${start.day} ${start.toPlainDate().toLocaleString("en-GB", { month: "long" })}`;
      const length = [minutes >= 60 && `${Math.floor(minutes / 60)} h`, minutes % 60 > 0 && `${minutes % 60} min`].filter(Boolean).join(" ");
      const user = { ...owner, timeZone };

      const page = portalBookingPage(practice.app, user, id, "http://localhost");
      const drawn = text(draw(StatusBadge, { status: page.status }), draw(BookingFacts, { booking: page.booking }));
      for (const part of [day, String(start.year), clock, length, STATUS_WORDS[status]]) expect(drawn).toContain(part);

      const tab = status === "cancelled" || status === "rejected" ? "cancelled" : startsAt + minutes * MINUTE_MS > TEST_NOW ? "upcoming" : "past";
      const listed = text(draw(BookingList, { days: portalList(practice.app, user, { tab }).days }));
      for (const part of [day, clock, STATUS_WORDS[status]]) expect(listed).toContain(part);
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 18: attendee details are shown when present", async () => {
  // Validates: 6.2
  const { practice, users } = await threeUsers();
  const owner = { id: users[0]!.userId, email: "one@example.com", name: "One", phone: null, role: "user" as const, timeZone: null };
  const word = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }).map((typed) => `n${typed}n`);
  const person = fc.record({ name: word, email: fc.option(fc.emailAddress()), phone: fc.option(fc.constantFrom("+351912345678", "+12125550100")) });
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 4 }), fc.array(fc.emailAddress(), { maxLength: 3 }), (attendees, guests) => {
      wipe(practice);
      const [booker] = attendees as [(typeof attendees)[number]];
      const { id } = importRow(practice, { userId: owner.id, attendeeName: booker.name, attendeeEmail: booker.email, attendeePhone: booker.phone, attendees, guests });
      const page = portalBookingPage(practice.app, owner, id, "http://localhost");
      const drawn = text(draw(People, { people: page.attendees }), draw(BookingFacts, { booking: page.booking, more: [{ label: "Guests", icon: "mail", value: page.guests.join(", ") }] }));
      for (const part of [...attendees.flatMap(({ name, email, phone }) => [name, email, phone]), ...guests]) if (part !== null) expect(drawn).toContain(part);
      expect(page.attendees).toHaveLength(attendees.length);
      expect(drawn).not.toContain("null");
    }),
    { numRuns: 100 },
  );
});

const NAMED: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };

/** What a person reads: markup and entities gone. */
function text(...drawn: ReactElement[]): string {
  return drawn.map((element) => renderToStaticMarkup(element)).join("").replace(/<br\/>/g, " ").replace(/<[^>]*>/g, "").replace(/&(lt|gt|quot|#x27|amp);/g, (entity) => NAMED[entity] as string);
}
