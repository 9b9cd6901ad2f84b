import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { blocks } from "#db/schema/blocks.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import type { AppError } from "#app/lib/errors.ts";
import { viewerOf, type User } from "#app/auth/user.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { NO_FILTERS } from "../all/filters.ts";
import { liveTip } from "../settling/link.server.ts";
import { portalBookingPage } from "../portal/booking.server.ts";
import { rereadBooking } from "../sighting/reread.server.ts";
import { addUser, book, engineRows, importRow, monday, rowOf, rowsOf, testPractice, type Practice } from "../testing.ts";
import { bookForCaller } from "./book-for-caller.server.ts";
import { CallerForm, CallerSearch } from "./caller-form.ts";
import { callerPage } from "./caller-page.server.ts";
import { deskBookingPage } from "./page.server.ts";

const by = { correlationId: "request-1" };
const CALLER = { service: "consultation", branch: "lisbon", staff: "ana-costa", date: "2026-11-23", name: "Rosa Lima", phone: "+351 912 345 678" };

async function desk() {
  const practice = await testPractice();
  const viewer = addUser(practice, "desk@example.com", "admin");
  const call = (typed: object, app: App = practice.app) => bookForCaller(app, viewer, CallerForm.parse({ ...CALLER, ...typed }), by);
  return { practice, viewer, call };
}

const refusedOn = (field: string) => expect.objectContaining({ code: "conflict", fields: expect.objectContaining({ [field]: expect.any(String) as string }) as object }) as AppError;
const addressesThere = ({ db }: Practice) => db.$client.prepare("SELECT email FROM engine_attendees ORDER BY id").pluck().all();
const withoutMail = ({ db }: Practice) => db.select().from(users).all().filter(({ email }) => email === null);

test("a caller with a phone number alone is booked and becomes a customer, and nobody is mailed at an address that was made up", async () => {
  const { practice, call } = await desk();
  const { bookingId, outcome } = await call({ start: "2026-11-23T10:00:00.000Z" });
  expect(outcome).toBe("confirmed");
  expect(rowOf(practice, bookingId)).toMatchObject({ attendeeName: "Rosa Lima", attendeeEmail: null, attendeePhone: CALLER.phone, source: "admin", status: "confirmed" });
  expect(addressesThere(practice)).toEqual(["351912345678@sms.cal.com"]);
  await rereadBooking(practice.app, { uid: liveTip(practice.db, bookingId)! }, by);
  expect(rowOf(practice, bookingId)).toMatchObject({ attendeeEmail: null, attendees: [{ email: null }] });
  expect(JSON.stringify(practice.db.select().from(notifications).all())).not.toContain("sms.cal.com");
  await call({ start: "2026-11-23T11:00:00.000Z", name: "rosa lima", phone: "00351912345678" });
  await call({ start: "2026-11-23T12:00:00.000Z", name: "Rui Lima" });
  expect(withoutMail(practice).map(({ name }) => name)).toEqual(["Rosa Lima", "Rui Lima"]);
});

test("a chosen customer keeps the account, whatever is written of who comes; a forged one books nothing", async () => {
  const { practice, call } = await desk();
  const { userId } = addUser(practice, "known@example.com");
  const { bookingId } = await call({ start: "2026-11-23T10:00:00.000Z", customer: userId, name: "Her daughter" });
  expect(rowOf(practice, bookingId)).toMatchObject({ userId, attendeeName: "Her daughter" });
  await expect(call({ start: "2026-11-23T11:00:00.000Z", customer: "nobody" })).rejects.toMatchObject({ code: "invalid", fields: { q: expect.any(String) as string } });
  expect(rowsOf(practice)).toHaveLength(1);
});

test("without an e-mail address the number needs its country code, one of the two is needed, and all that is missing is said at once", () => {
  const faults = (typed: object) => CallerForm.safeParse({ ...CALLER, start: "2026-11-23T10:00:00.000Z", ...typed }).error?.issues.map(({ path }) => path.join("."));
  expect(faults({ phone: "912 345 678" })).toEqual(["phone"]);
  expect(faults({ phone: undefined })).toEqual(["phone"]);
  expect(faults({ phone: "912 345 678", email: "rosa@example.com" })).toBeUndefined();
  expect(faults({ start: undefined })).toEqual(["start"]);
  expect(faults({ start: undefined, phone: undefined, name: undefined })?.sort()).toEqual(["name", "phone", "start"]);
});

test.each([
  ["outside the hours", { time: "20:00" }],
  ["within the notice", { time: "09:30" }],
  ["past the booking window", { date: "2027-11-22", time: "10:00" }],
] as const)("a time %s is booked with a reason, which stands in history and audit for the desk alone", async (what, asked) => {
  const { practice, viewer, call } = await desk();
  if (what === "within the notice") {
    practice.db.$client.exec("UPDATE engine_event_types SET settings = json_set(settings, '$.minimumBookingNotice', 600)");
    practice.time.nowMs = monday(9, 5);
  }
  await expect(call(asked)).rejects.toEqual(refusedOn("override"));
  expect(engineRows(practice)).toEqual([]);
  const form = { ...asked, override: "She flies home tomorrow", email: "rosa@example.com", key: "drawn once" };
  const { bookingId } = await call(form);
  expect((await call(form)).bookingId, "the same form sent twice").toBe(bookingId);
  expect(engineRows(practice)).toMatchObject([{ status: "accepted", start: rowOf(practice, bookingId)!.startsAt }]);
  const event = practice.db.select().from(auditEvents).where(eq(auditEvents.subjectId, bookingId)).all().find(({ action }) => action === "booked");
  expect(event).toMatchObject({ actor: `admin:${(viewer as { userId: string }).userId}`, data: expect.stringContaining("She flies home tomorrow") as string });
  const reader = (id: string, role: User["role"]): User => ({ id, email: "x@example.com", name: "X", phone: null, role, timeZone: null });
  const boss = reader((viewer as { userId: string }).userId, "admin");
  expect(JSON.stringify(deskBookingPage(practice.app, boss, bookingId, NO_FILTERS, "https://x"))).toContain("She flies home tomorrow");
  const owner = reader(rowOf(practice, bookingId)!.userId!, "user");
  expect(viewerOf(owner).kind).toBe("user");
  expect(JSON.stringify(portalBookingPage(practice.app, owner, bookingId, "https://x"))).not.toContain("flies home");
});

test("a reason never books a person twice, nor into blocked time or the past", async () => {
  const { practice, call } = await desk();
  await book(practice, { startMs: monday(10) });
  importRow(practice, { startsAt: monday(20), status: "pending" });
  practice.db.insert(blocks).values({ id: "lunch", staffId: practice.ana.id, startsAt: monday(18), endsAt: monday(19), createdAt: 0 }).run();
  const override = "It is urgent";
  for (const time of ["10:00", "10:15", "18:30", "19:45", "20:15"]) await expect(call({ time, override }), time).rejects.toEqual(refusedOn("time"));
  await expect(call({ date: "2026-11-02", time: "10:00", override })).rejects.toEqual(refusedOn("time"));
  const twice = await Promise.allSettled([call({ time: "21:00", override }), call({ time: "21:15", override, name: "Rui Lima" })]);
  expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(engineRows(practice)).toHaveLength(2);
});

test("a reason that is not needed is not used", async () => {
  const { practice, call } = await desk();
  const { bookingId } = await call({ time: "10:00", override: "Just in case" });
  expect(practice.db.select().from(auditEvents).where(eq(auditEvents.subjectId, bookingId)).all().some(({ data }) => data?.includes("Just in case"))).toBe(false);
});

test("Cal.com, which would book somebody twice when its rules are set aside, is asked first what it has", async () => {
  const { practice, call } = await desk();
  const { id } = await book(practice, { startMs: monday(10) });
  // Nobody told us of it yet.
  practice.db.$client.exec(`DELETE FROM bookings; DELETE FROM calcom_links; DELETE FROM operations`);
  expect(rowOf(practice, id)).toBeUndefined();
  const calcom: App = { ...practice.app, farEnd: { ...practice.app.farEnd, name: "calcom" } };
  practice.far.calls.length = 0;
  await expect(call({ time: "10:15", override: "It is urgent" }, calcom)).rejects.toEqual(refusedOn("time"));
  expect(practice.far.calls).not.toContain("POST /v2/bookings");
  await call({ time: "20:00", override: "It is urgent" }, calcom);
  expect(practice.far.calls).toContain("POST /v2/bookings");
});

test("a time the clocks skip does not exist", async () => {
  const { call } = await desk();
  await expect(call({ date: "2027-03-28", time: "01:30", override: "At night" })).rejects.toEqual(refusedOn("time"));
});

test("the page begins with the next day that has a free time, shows the one asked for, and keeps what was typed", async () => {
  const { practice } = await desk();
  // Friday, after hours.
  practice.time.nowMs = monday(18) - 3 * DAY_MS;
  const open = async (address: string) => {
    const search = new URLSearchParams(address);
    return (await callerPage(practice.app, { search: CallerSearch.parse(Object.fromEntries(search)), address: search, found: [], customer: null, ...by }))!;
  };
  const first = await open("service=consultation&branch=lisbon&staff=ana-costa&name=Rosa&evil=1");
  expect(first.values).toMatchObject({ date: "2026-11-23", name: "Rosa", staff: "ana-costa" });
  expect(first.values).not.toHaveProperty("evil");
  expect(first.times[0]).toEqual({ value: "2026-11-23T09:00:00.000Z", label: "09:00" });
  const sunday = await open("service=consultation&branch=lisbon&date=2026-11-22&name=Rosa");
  expect(sunday).toMatchObject({ times: [], day: { text: "Sunday 22 November", next: { text: "Monday 23 November", href: "/admin/bookings/new?service=consultation&branch=lisbon&date=2026-11-23&name=Rosa" } } });
  expect((await open("staff=cleo-hart")).values).toMatchObject({ service: "consultation", branch: "new-york", staff: "cleo-hart" });
});
