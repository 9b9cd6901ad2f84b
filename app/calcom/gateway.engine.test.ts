import { expect, test } from "vitest";
import { createEngine } from "#app/engine/engine.server.ts";
import { addEventType, addMember, addUser, ensureAccount } from "#app/engine/provision.server.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { testDatabase } from "#db/testing.ts";
import { withCache } from "./cached-gateway.server.ts";
import { calcomErrorOf, isOutcomeUnknown } from "./errors.ts";
import { createCalcomGateway } from "./gateway.server.ts";
import type { CalcomGateway } from "./gateway.ts";

const KEY = "cal_test_integration";
const MONDAY = Date.UTC(2030, 0, 7);
const at = (hours: number, days = 0) => MONDAY + days * DAY_MS + hours * HOUR_MS;
const attendee = { name: "Ada Example", email: "ada@example.com", timeZone: "Europe/Rome" };

/** The gateway on the embedded engine: one person, Bea, 09 to 17 UTC, and an event type of half an hour. */
function desk() {
  const db = testDatabase();
  const clock = { nowMs: at(6) };
  const deps = { db, clock: () => clock.nowMs };
  const account = ensureAccount(deps, { name: "Desk", email: "desk@example.com", username: "desk", timeZone: "UTC", team: { name: "Practice", slug: "practice" } });
  const { userId } = addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "UTC" });
  addMember(deps, { teamId: account.teamId, userId });
  const { eventTypeId } = addEventType(deps, userId, { title: "Intro", slug: "intro", lengthInMinutes: 30, minimumBookingNotice: 0 });
  const engine = createEngine({ db, clock: deps.clock, apiKeys: [{ key: KEY, userId: account.userId }], rateLimit: "off" });
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const reach = { baseUrl: "http://engine.test/v2", apiKey: KEY, fetch: engine.fetch, clock: deps.clock, log: silent };
  const ofTeam = createCalcomGateway({ ...reach, teamId: () => account.teamId });
  return { gateway: withCache(createCalcomGateway(reach), { clock: deps.clock }), ofTeam, eventTypeId, userId, deps, clock };
}

const starts = async (gateway: CalcomGateway, eventTypeId: number, uidToReschedule?: string) =>
  (await gateway.slots({ eventTypeId, startMs: at(0), endMs: at(24), ...(uidToReschedule && { uidToReschedule }) })).value.map(({ startMs }) => startMs);

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail("the call succeeded"),
    (error: unknown) => ({ code: calcomErrorOf(error)?.code, newUid: calcomErrorOf(error)?.newUid, isUnknown: isOutcomeUnknown(error) }),
  );

test("a time is found, booked, moved and cancelled, and the free times follow", async () => {
  const { gateway, eventTypeId, userId } = desk();
  expect(await starts(gateway, eventTypeId)).toHaveLength(16);

  const booked = await gateway.createBooking({ eventTypeId, startMs: at(9), attendee, metadata: { portalRequestId: "q1" } });
  expect(booked).toMatchObject({ status: "accepted", startMs: at(9), endMs: at(9) + 30 * MINUTE_MS, eventTypeId, metadata: { portalRequestId: "q1" } });
  expect(booked.hosts.map(({ id }) => id)).toEqual([userId]);
  expect(booked.attendees[0]).toMatchObject(attendee);
  expect(await starts(gateway, eventTypeId)).not.toContain(at(9));
  expect(await starts(gateway, eventTypeId, booked.uid)).toContain(at(9));
  expect(await gateway.getBooking(booked.uid)).toEqual(booked);

  const moved = await gateway.rescheduleBooking(booked.uid, { startMs: at(11), reason: "a clash" });
  expect(moved).toMatchObject({ startMs: at(11), rescheduledFromUid: booked.uid, reschedulingReason: "a clash" });
  expect(moved.uid).not.toBe(booked.uid);
  expect(await gateway.getBooking(booked.uid)).toMatchObject({ status: "cancelled", rescheduledToUid: moved.uid });
  const free = await starts(gateway, eventTypeId);
  expect([free.includes(at(9)), free.includes(at(11))]).toEqual([true, false]);

  const cancelled = await gateway.cancelBooking(moved.uid, "no time");
  expect(cancelled).toMatchObject({ uid: moved.uid, status: "cancelled", cancellationReason: "no time" });
  expect(await starts(gateway, eventTypeId)).toHaveLength(16);
});

test("what cannot be is refused with its reason, and it certainly did not happen", async () => {
  const { gateway, eventTypeId } = desk();
  const booked = await gateway.createBooking({ eventTypeId, startMs: at(9), attendee });
  const refused = (code: string) => ({ code, newUid: null, isUnknown: false });
  expect(await reasonOf(gateway.createBooking({ eventTypeId, startMs: at(9), attendee }))).toEqual(refused("slot_unavailable"));
  expect(await reasonOf(gateway.createBooking({ eventTypeId, startMs: at(-48), attendee }))).toEqual(refused("slot_unavailable"));
  expect(await reasonOf(gateway.createBooking({ eventTypeId: 9_999, startMs: at(9), attendee }))).toEqual(refused("not_found"));
  expect(await reasonOf(gateway.createBooking({ eventTypeId, startMs: at(10), attendee: { ...attendee, email: "nonsense" } }))).toEqual(refused("validation"));
  expect(await reasonOf(gateway.getBooking("nobody"))).toEqual(refused("not_found"));
  expect(await reasonOf(gateway.slots({ eventTypeId: 9_999, startMs: at(0), endMs: at(24) }))).toEqual(refused("not_found"));

  const moved = await gateway.rescheduleBooking(booked.uid, { startMs: at(11) });
  expect(await reasonOf(gateway.rescheduleBooking(booked.uid, { startMs: at(11) }))).toEqual({ code: "already_rescheduled", newUid: moved.uid, isUnknown: false });
  await gateway.cancelBooking(moved.uid, "no time");
  expect(await reasonOf(gateway.cancelBooking(moved.uid, "no time"))).toEqual(refused("already_cancelled"));
  expect(await reasonOf(gateway.rescheduleBooking(moved.uid, { startMs: at(12) }))).toEqual(refused("already_cancelled"));
});

test("a booking is found by its attendee, its time and its metadata", async () => {
  const { gateway, eventTypeId } = desk();
  const booked = await gateway.createBooking({ eventTypeId, startMs: at(9), attendee, metadata: { portalRequestId: "q1" } });
  await gateway.createBooking({ eventTypeId, startMs: at(10), attendee, metadata: { portalRequestId: "q2" } });
  const search = { attendeeEmail: "ADA@example.com", afterStartMs: at(9), beforeEndMs: at(17) };
  expect(await gateway.findBookings({ ...search, metadata: { key: "portalRequestId", value: "q1" } })).toEqual([booked]);
  expect(await gateway.findBookings({ ...search, metadata: { key: "portalRequestId", value: "q9" } })).toEqual([]);
  expect(await gateway.listBookings({ ...search, status: ["upcoming"], take: 1 })).toMatchObject({ totalItems: 2, hasNextPage: true });
  expect((await gateway.listBookings({ status: ["cancelled"] })).bookings).toEqual([]);
});

test("a request waits for its confirmation or is declined", async () => {
  const { gateway, deps, userId } = desk();
  const { eventTypeId } = addEventType(deps, userId, {
    title: "Asked", slug: "asked", lengthInMinutes: 30, minimumBookingNotice: 0, confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true },
  });
  const first = await gateway.createBooking({ eventTypeId, startMs: at(9), attendee });
  const second = await gateway.createBooking({ eventTypeId, startMs: at(10), attendee });
  expect(first.status).toBe("pending");
  expect((await gateway.confirmBooking(first.uid)).status).toBe("accepted");
  expect((await reasonOf(gateway.confirmBooking(first.uid))).code).toBe("already_confirmed");
  expect((await gateway.declineBooking(second.uid, "no room")).status).toBe("rejected");
});

test("place and guests of a booking can be changed", async () => {
  const { gateway, eventTypeId } = desk();
  const { uid } = await gateway.createBooking({ eventTypeId, startMs: at(9), attendee });
  expect(await gateway.updateLocation(uid, { type: "address", address: "Main Street 1" })).toMatchObject({ location: "Main Street 1" });
  expect((await gateway.addGuests(uid, ["guest@example.com"])).guests).toContain("guest@example.com");
});

test("a held time is free for nobody until it is released or its time is over", async () => {
  const { gateway, eventTypeId, clock } = desk();
  const held = await gateway.reserveSlot({ eventTypeId, startMs: at(9) });
  expect(held.untilMs).toBe(clock.nowMs + 5 * MINUTE_MS);
  expect(await gateway.getReservation(held.uid)).toEqual(held);
  expect(await starts(gateway, eventTypeId)).not.toContain(at(9));
  expect((await reasonOf(gateway.reserveSlot({ eventTypeId, startMs: at(9) }))).code).toBe("slot_unavailable");
  await gateway.releaseSlot(held.uid);
  await gateway.releaseSlot(held.uid);
  expect(await gateway.getReservation(held.uid)).toBeNull();
  expect(await starts(gateway, eventTypeId)).toContain(at(9));
});

test("event types are listed with their hosts, made and changed", async () => {
  const { gateway, eventTypeId, userId } = desk();
  expect((await gateway.me()).email).toBe("desk@example.com");
  expect((await gateway.eventTypes()).value).toMatchObject([{ id: eventTypeId, slug: "intro", lengthInMinutes: 30, requiresConfirmation: false, hosts: [{ userId }] }]);
  const made = await gateway.createEventType({ title: "Long", slug: "long", lengthInMinutes: 60, lengthInMinutesOptions: [60, 90], requiresConfirmation: true, bookingWindowDays: 30 });
  expect(made).toMatchObject({ title: "Long", lengthInMinutesOptions: [60, 90], requiresConfirmation: true });
  const changed = await gateway.updateEventType(made.id, { title: "Longer", requiresConfirmation: false });
  expect(changed).toMatchObject({ id: made.id, title: "Longer", requiresConfirmation: false });
  expect((await gateway.eventType(made.id)).value).toEqual(changed);
  expect((await gateway.eventTypes()).value).toHaveLength(2);
});

test("the members of a team are known by their addresses", async () => {
  const { gateway, ofTeam, userId } = desk();
  expect(await ofTeam.members()).toContainEqual({ id: userId, name: "Bea", email: "bea@example.com", username: "bea" });
  expect(await gateway.members()).toEqual([]);
});

test("the hours of a team are read, and without a team those of the key's owner", async () => {
  const { gateway, ofTeam, userId } = desk();
  const office = { timeZone: "UTC", availability: [{ days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], startTime: "09:00", endTime: "17:00" }], overrides: [] };
  const { value } = await ofTeam.schedules();
  expect(value.find(({ ownerId }) => ownerId === userId)).toMatchObject({ isDefault: true, hours: office });
  expect(value).toHaveLength(2);
  expect((await gateway.schedules()).value.map(({ ownerId }) => ownerId)).toEqual([(await gateway.me()).id]);
});

test("a wrong key is the desk's own trouble, not the visitor's", async () => {
  const engine = createEngine({ db: testDatabase(), rateLimit: "off" });
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const gateway = createCalcomGateway({ baseUrl: "http://engine.test/v2", apiKey: "cal_wrong", fetch: engine.fetch, clock: () => at(6), log: silent });
  const error: unknown = await gateway.me().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "upstream_down", cause: { code: "auth" } });
});
