import { expect, test } from "vitest";
import { createApp } from "#app/app.server.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { staffFor } from "#app/catalog/queries.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { monday, rowOf, rowsOf, testPractice, type Practice } from "../testing.ts";
import { bytesOf, deliver, signatureOf } from "./samples.testing.ts";
import { receiveWebhook } from "./receive.server.ts";

const system = { kind: "system", reason: "test" } as const;
const correlationId = "request-2";

/** A booking made at the far end by somebody else, as the product hears of it. */
async function heard() {
  const practice = await testPractice();
  const { app, db, ana, lisbon, consultation } = practice;
  const listener = createApp({ db, env: app.env, log: app.log, clock: app.clock, demo: false, receiveWebhook });
  const { eventTypeId } = staffFor(db, { branchId: lisbon.id, serviceId: consultation.id }).find(({ id }) => id === ana.id)!;
  const far = await app.gateway.createBooking({ eventTypeId, startMs: monday(10), attendee: { name: "Maria Silva", email: "maria@example.com", timeZone: "Europe/Lisbon" } });
  await listener.deliverWebhooks();
  const row = rowsOf(practice)[0]!;
  return { practice, listener, uid: far.uid, row, now: () => rowOf(practice, row.id)!, hear: () => listener.deliverWebhooks() };
}

const actions = ({ db }: Practice, id: string) => historyOf(db, id).map(({ action }) => action).toReversed();

test("a booking made elsewhere is an appointment of the person, service and branch it is for", async () => {
  const { practice, row } = await heard();
  expect(row).toMatchObject({ status: "confirmed", source: "calcom", guarded: false, startsAt: monday(10), serviceId: practice.consultation.id, staffId: practice.ana.id, branchId: practice.lisbon.id, attendeeEmail: "maria@example.com" });
  expect(row.userId).not.toBeNull();
});

test("moved and cancelled here, it hears of that what it knows", async () => {
  const { practice, row, now, hear } = await heard();
  await moveBooking(practice.app, system, row.id, { startMs: monday(14), correlationId });
  const moved = now();
  expect(await hear()).toBe(1);
  expect(now()).toEqual(moved);
  await cancelBooking(practice.app, system, row.id, { reason: "Ill", correlationId });
  const cancelled = now();
  expect(await hear()).toBe(1);
  expect(now()).toEqual(cancelled);
  expect(cancelled).toMatchObject({ status: "cancelled", startsAt: monday(14), cancellationReason: "Ill", cancelledBy: "system:test" });
  expect(actions(practice, row.id)).toEqual(["booked", "moved", "cancelled"]);
  expect(rowsOf(practice)).toHaveLength(1);
});

test("what was edited here, there and as ours alone, stays after later messages", async () => {
  const { practice, uid, row, now, hear } = await heard();
  const edit = { title: "Our own title", location: "Rua Nova 1, Porto", addGuests: ["guest@example.com"] };
  await editBooking(practice.app, system, row.id, { ...edit, version: row.version, correlationId });
  const edited = now();
  expect(edited).toMatchObject({ title: "Our own title", location: "Rua Nova 1, Porto", guests: ["guest@example.com"] });
  practice.time.nowMs += 60_000;
  await hear();
  await practice.app.gateway.rescheduleBooking(uid, { startMs: monday(15) });
  await hear();
  expect(now()).toMatchObject({ status: "rescheduled", startsAt: monday(15), title: "Our own title", location: "Rua Nova 1, Porto", guests: ["guest@example.com"] });
});

test("an edit nobody is told of stays when something else is told", async () => {
  const { practice, uid, row, listener, now } = await heard();
  practice.time.nowMs += 60_000;
  await editBooking(practice.app, system, row.id, { location: "Rua Nova 1, Porto", addGuests: ["guest@example.com"], version: row.version, correlationId });
  const body = { triggerEvent: "BOOKING_NO_SHOW_UPDATED", createdAt: new Date(practice.time.nowMs + 60_000).toISOString(), payload: { bookingUid: uid, attendees: [{ email: "maria@example.com", noShow: true }] } };
  await deliver(listener, bytesOf(body), signatureOf(bytesOf(body), listener.webhookSecret!));
  expect(now().attendees[0]).toMatchObject({ email: "maria@example.com", absent: true });
  expect(now()).toMatchObject({ location: "Rua Nova 1, Porto", guests: ["guest@example.com"] });
});
