import { expect, test } from "vitest";
import { readCompany } from "#app/settings/company.server.ts";
import { getBooking } from "./queries.server.ts";
import { RescheduleSearch, reschedulePage } from "./portal/reschedule-page.server.ts";
import { showBooking } from "./shown.ts";
import { standingOf } from "./standing.ts";
import { book, monday, offeringsFor, requestFor, testPractice, type Practice } from "./testing.ts";

const HOUR_MS = 3_600_000;

async function massage(practice: Practice, timeZone = "Europe/Lisbon") {
  const offerings = offeringsFor(practice, practice.massage, practice.lisbon, practice.ana.id);
  const { id } = await book(practice, { offerings, attendee: { ...requestFor(practice).attendee, timeZone } });
  const viewer = { kind: "guest", bookingId: id } as const;
  return { viewer, details: () => getBooking(practice.app, viewer, id) };
}

test("a booking says date, time, length, zone, person, place and price", async () => {
  const practice = await testPractice();
  const { details } = await massage(practice);
  const shown = showBooking(details(), readCompany(practice.db), practice.time.nowMs);
  expect(shown).toMatchObject({ day: "Monday 23 November 2026", time: "10:00–11:00", duration: "1 h", zone: "Lisbon time", venueTime: null, person: "Ana Costa", price: "€65" });
  expect(shown.place).toMatchObject({ kind: "branch", address: "Rua do Ouro 12, Lisbon", arrivalNotes: "Ring twice." });
  expect(shown.changeUntil).toBe("Sun 22 Nov, 10:00");
});

test("somebody elsewhere reads both clocks, but not twice the same", async () => {
  const practice = await testPractice();
  const { details } = await massage(practice, "Asia/Kathmandu");
  const inZone = (timeZone: string) => showBooking({ ...details(), timeZone }, readCompany(practice.db), practice.time.nowMs);
  expect(inZone("Asia/Kathmandu")).toMatchObject({ time: "15:45–16:45", venueTime: "10:00–11:00 Lisbon time" });
  expect(inZone("Europe/London").venueTime).toBeNull();
});

test("a time the clock shows twice says which of the two it is, by either clock, and one past midnight where it ends", async () => {
  const practice = await testPractice();
  const { details } = await massage(practice);
  const at = (iso: string, timeZone = "Europe/Lisbon") => showBooking({ ...details(), timeZone, startsAt: Date.parse(iso), endsAt: Date.parse(iso) + 45 * 60_000 }, readCompany(practice.db), practice.time.nowMs);
  expect([at("2027-10-31T00:30Z").time, at("2027-10-31T01:30Z").time]).toEqual(["01:30–01:15 (the first time round)", "01:30–02:15 (the second time round)"]);
  expect(at("2026-11-01T06:30Z", "America/New_York")).toMatchObject({ time: "01:30–02:15 (the second time round)", venueTime: "06:30–07:15 Lisbon time" });
  expect(at("2026-11-24T23:30Z").time).toBe("23:30–00:15 (until Wednesday 25 November)");
});

test("after its deadline a customer can no longer move it, and the page says why", async () => {
  const practice = await testPractice();
  const { viewer, details } = await massage(practice);
  const page = () => reschedulePage(practice.app, { viewer, details: details(), search: RescheduleSearch.parse({}), hrefOf: () => "" });
  expect((await page()).step).toBe("choose");
  practice.time.nowMs = monday(10) - 23 * HOUR_MS;
  expect(await page()).toMatchObject({ step: "closed", why: expect.stringContaining("too close") });
  expect(showBooking(details(), readCompany(practice.db), practice.time.nowMs).changeUntil).toBeNull();
});

test("a chosen new time is shown beside the old one, and a broken one shows the week", async () => {
  const practice = await testPractice();
  const { viewer, details } = await massage(practice);
  const page = (start: string) => reschedulePage(practice.app, { viewer, details: details(), search: RescheduleSearch.parse({ start }), hrefOf: () => "" });
  expect(await page("2026-11-23T10:15:00.000Z")).toMatchObject({ step: "confirm", chosen: { short: "Mon 23 Nov, 10:15" }, offer: { isFree: true }, booking: { start: "Monday 23 November 2026, 10:00" } });
  expect(await page("2026-11-23T10:07:00.000Z")).toMatchObject({ step: "confirm", offer: { isFree: false } });
  expect((await page("later")).step).toBe("choose");
});

test("where an appointment stands follows from its state and the clock", () => {
  const at = { endsAt: monday(11), syncState: "synced", rescheduleRequested: false } as const;
  expect(standingOf({ ...at, status: "confirmed" }, monday(10))).toBe("booked");
  expect(standingOf({ ...at, status: "rescheduled" }, monday(11))).toBe("over");
  expect(standingOf({ ...at, status: "pending" }, monday(10))).toBe("requested");
  expect(standingOf({ ...at, status: "pending", syncState: "pushing" }, monday(10))).toBe("confirming");
  expect(standingOf({ ...at, status: "pending", syncState: "failed" }, monday(10))).toBe("unsettled");
  expect(standingOf({ ...at, status: "cancelled" }, monday(12))).toBe("cancelled");
  expect(standingOf({ ...at, status: "cancelled", rescheduleRequested: true }, monday(12))).toBe("newTimeAsked");
  expect(standingOf({ ...at, status: "confirmed", rescheduleRequested: true }, monday(10))).toBe("booked");
});
