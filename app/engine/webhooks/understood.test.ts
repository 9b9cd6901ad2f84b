import { expect, test } from "vitest";
import type { Sighting } from "#app/calcom/sighting.ts";
import { parseWebhook } from "#app/calcom/webhook-parse.ts";
import { isSigned } from "#app/calcom/webhook-signature.ts";
import { addMember, addUser } from "#app/engine/provision.server.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { ada } from "#app/engine/testing.ts";
import { listeningEngine, SECRET } from "./testing.ts";

/** What the product reads out of what the engine sends. */

const NINE = Date.parse("2030-01-08T09:00:00Z");
const version = "2024-08-13";
const at = (hour: number) => new Date(NINE + (hour - 9) * HOUR_MS).toISOString();

async function reading() {
  const desk = await listeningEngine();
  async function read(): Promise<Sighting[]> {
    const messages = await desk.hear();
    return messages.map(({ body, text, headers }) => {
      expect(isSigned(Buffer.from(text), headers.get("x-cal-signature-256"), ["an older secret", SECRET])).toBe(true);
      const delivery = parseWebhook(body, 0);
      expect([delivery?.event, delivery?.sighting === null]).toEqual([body.triggerEvent, /^MEETING_|^OOO_/.test(body.triggerEvent as string)]);
      return delivery!.sighting!;
    });
  }
  return { ...desk, read };
}

test("a booking with everything is understood whole", async () => {
  const { book, addType, read, userId } = await reading();
  const eventTypeId = addType({
    title: "Visit",
    slug: "visit",
    locations: [{ type: "attendeeAddress" }],
    bookingFields: [{ type: "text", slug: "company", label: "Company", required: true }, { type: "boolean", slug: "first", label: "First visit", required: false }],
  });
  const made = (
    await book(at(9), {
      eventTypeId,
      attendee: { ...ada, phoneNumber: "+391234567890" },
      guests: ["guest@example.com"],
      bookingFieldsResponses: { company: "ACME", first: false, notes: "Ring twice" },
      metadata: { portalRequestId: "r-17" },
      location: { type: "attendeeAddress", address: "12 Quarry Lane" },
    })
  ).body.data;
  const [sighting] = await read();
  expect(sighting).toMatchObject({
    kind: "created",
    state: "accepted",
    uid: made.uid,
    predecessorUid: null,
    rootUid: made.uid,
    icsUid: made.icsUid,
    startMs: NINE,
    endMs: NINE + HOUR_MS / 2,
    title: "Visit between Host and Ada Example",
    eventTypeId,
    hosts: [{ id: userId, email: "host@example.com" }],
    attendees: [
      { name: "Ada Example", email: "ada@example.com", phone: "+391234567890", timeZone: "Europe/Rome" },
      { name: "", email: "guest@example.com" },
    ],
    answers: { company: { label: "Company", value: "ACME" } },
    notes: "Ring twice",
    location: "12 Quarry Lane",
    meetingUrl: null,
    metadata: { portalRequestId: "r-17" },
    seats: null,
    paid: false,
  });
  expect(Object.keys(sighting!.answers)).toContain("first");
});

test("who has a telephone number only has no address", async () => {
  const { book, read } = await reading();
  await book(at(9), { attendee: { name: "Ada", phoneNumber: "+391234567890", timeZone: "Europe/Rome" } });
  expect((await read())[0]!.attendees).toMatchObject([{ name: "Ada", email: null, phone: "+391234567890" }]);
});

test("request, confirmation, move and cancellation are understood as such", async () => {
  const { book, act, addType, read } = await reading();
  const eventTypeId = addType({ confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true } });
  const { uid } = (await book(at(9), { eventTypeId })).body.data;
  await act(uid, "confirm");
  const asked = (await act(uid, "reschedule", { start: at(10), rescheduledBy: ada.email })).body.data.uid as string;
  await act(asked, "decline", { reason: "Full" });
  const first = (await book(at(11))).body.data.uid as string;
  const second = (await act(first, "reschedule", { start: at(12), reschedulingReason: "Train" })).body.data.uid as string;
  const third = (await act(second, "reschedule", { start: at(13) })).body.data.uid as string;
  await act(third, "cancel", { cancellationReason: "Ill" });
  expect(await read()).toMatchObject([
    { kind: "requested", state: "pending", uid },
    { kind: "created", state: "accepted", uid },
    { kind: "requested", state: "pending", uid: asked, predecessorUid: uid, startMs: NINE + HOUR_MS },
    { kind: "rejected", state: "rejected", uid: asked, reason: "Full" },
    { kind: "created", uid: first },
    { kind: "rescheduled", state: "accepted", uid: second, predecessorUid: first, rootUid: first, startMs: NINE + 3 * HOUR_MS, reason: null },
    { kind: "rescheduled", uid: third, predecessorUid: second, rootUid: first },
    { kind: "cancelled", state: "cancelled", uid: third, reason: "Ill", cancelledBy: "host@example.com", requestReschedule: false, endsSeries: false },
  ]);
});

test("seats, series, absence, place and a wish for another time are understood", async () => {
  const { book, act, call, addType, time, read } = await reading();
  const seats = addType({ seats: { seatsPerTimeSlot: 3, showAttendeeInfo: false, showAvailabilityCount: true } });
  const seat = async (email: string, hour: number) => (await book(at(hour), { eventTypeId: seats, attendee: { ...ada, email } })).body.data;
  const [one, two] = [await seat("one@example.com", 9), await seat("two@example.com", 9)];
  await act(one.uid, "cancel", { seatUid: one.seatUid, cancellationReason: "Ill" });
  await seat("three@example.com", 9);
  const moved = (await act(one.uid, "reschedule", { start: at(10), seatUid: two.seatUid })).body.data;
  expect(await read()).toMatchObject([
    { kind: "created", seats: "taken", uid: one.uid, attendees: [{ email: "one@example.com" }] },
    { kind: "created", seats: "taken", uid: one.uid, attendees: [{ email: "two@example.com" }] },
    { kind: "cancelled", seats: "released", uid: one.uid, attendees: [{ email: "one@example.com" }] },
    { kind: "created", seats: "taken", uid: one.uid, attendees: [{ email: "three@example.com" }] },
    { kind: "rescheduled", seats: "moved", uid: moved.uid, predecessorUid: one.uid, attendees: [{ email: "two@example.com" }] },
  ]);

  const weekly = addType({ recurrence: { interval: 1, occurrences: 2, frequency: "weekly" } });
  const series = (await book(at(11), { eventTypeId: weekly })).body.data as { uid: string; recurringBookingUid: string }[];
  await act(series[0]!.recurringBookingUid, "cancel", { cancellationReason: "Over" });
  const wish = (await book(at(12))).body.data.uid as string;
  await call("POST", `/v2/bookings/${wish}/request-reschedule`, { version: "2026-02-25", body: { reschedulingReason: "In court" } });
  const late = (await book(at(13))).body.data.uid as string;
  await call("PATCH", `/v2/bookings/${late}/location`, { version, body: { location: { type: "link", link: "https://meet.example/a" } } });
  expect((await read()).slice(2)).toMatchObject([
    { kind: "cancelled", uid: series[0]!.uid, endsSeries: true },
    { kind: "created", uid: wish },
    { kind: "cancelled", uid: wish, requestReschedule: true, reason: "In court" },
    { kind: "created", uid: late },
    { kind: "location_updated", state: null, uid: late, location: "https://meet.example/a", meetingUrl: "https://meet.example/a" },
  ]);
  time.nowMs = NINE + 5 * HOUR_MS;
  await act(late, "mark-absent", { attendees: [{ email: ada.email, absent: true }] });
  expect((await read()).find((sighting) => sighting?.kind === "no_show")).toMatchObject({ uid: late, state: null, attendees: [{ email: ada.email, absent: true }] });
});

test("of a team's booking the colleagues are hosts, and the new host of one is understood", async () => {
  const { deps, call, teamId, userId, read } = await reading();
  const { userId: other } = addUser(deps, { name: "Other", email: "other@example.com", username: "other", timeZone: "Europe/London" });
  addMember(deps, { teamId, userId: other });
  async function type(slug: string, schedulingType: string): Promise<number> {
    const body = { title: slug, slug, lengthInMinutes: 30, schedulingType, hosts: [{ userId }, { userId: other }] };
    const { id } = (await call("POST", `/v2/teams/${teamId}/event-types`, { version: "2024-06-14", body })).body.data;
    const hook = { subscriberUrl: "https://portal.example/team", triggers: ["BOOKING_CREATED", "BOOKING_REASSIGNED"], active: true, secret: SECRET };
    await call("POST", `/v2/teams/${teamId}/event-types/${id}/webhooks`, { body: hook });
    return id as number;
  }
  const all = await type("all", "collective");
  await call("POST", "/v2/bookings", { version, body: { start: at(9), eventTypeId: all, attendee: ada } });
  const any = await type("any", "roundRobin");
  const { uid, hosts } = (await call("POST", "/v2/bookings", { version, body: { start: at(10), eventTypeId: any, attendee: ada } })).body.data;
  const to = hosts[0].id === userId ? other : userId;
  await call("POST", `/v2/bookings/${uid}/reassign/${to}`, { version, body: {} });
  const [together, single, reassigned] = await read();
  expect(together!.hosts!.map(({ id }) => id).sort()).toEqual([userId, other].sort());
  expect(together!.attendees).toMatchObject([{ email: ada.email }]);
  expect([single!.uid, reassigned!.kind, reassigned!.uid, reassigned!.hosts!.map(({ id }) => id)]).toEqual([uid, "reassigned", uid, [to]]);
});
