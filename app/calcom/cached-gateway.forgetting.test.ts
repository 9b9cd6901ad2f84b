import { expect, test } from "vitest";
import { SECOND_MS, toIso } from "#app/lib/time.ts";
import { withCache } from "./cached-gateway.server.ts";
import type { CalcomGateway } from "./gateway.ts";
import { cachedDesk, gate, week } from "./testing-cache.ts";
import { farEnd, newBooking, NOON, success, wireBookingExample } from "./testing.ts";

const bookingWrites: [string, (gateway: CalcomGateway) => Promise<unknown>][] = [
  ["create", (gateway) => gateway.createBooking(newBooking)],
  ["move", (gateway) => gateway.rescheduleBooking("bk_41", { startMs: NOON })],
  ["cancel", (gateway) => gateway.cancelBooking("bk_41", "no time")],
  ["confirm", (gateway) => gateway.confirmBooking("bk_41")],
  ["decline", (gateway) => gateway.declineBooking("bk_41", undefined)],
  ["reserve", (gateway) => gateway.reserveSlot({ eventTypeId: 5, startMs: NOON })],
];

test.each(bookingWrites)("%s forgets the free times of its person, of all their types, and nobody else's", async (_, write) => {
  const { gateway, answerFor } = cachedDesk();
  await gateway.eventTypes();
  expect([await answerFor(5), await answerFor(6), await answerFor(7)]).toEqual([1, 2, 3]);
  await write(gateway);
  expect([await answerFor(5), await answerFor(6), await answerFor(7)]).toEqual([4, 5, 3]);
});

test.each(bookingWrites)("%s forgets even when it fails: it may have happened", async (_, write) => {
  const { gateway, answerFor, rules } = cachedDesk();
  await gateway.eventTypes();
  await answerFor(5);
  rules.isDown = true;
  await expect(write(gateway)).rejects.toMatchObject({ code: "upstream_down" });
  rules.isDown = false;
  expect(await answerFor(5)).toBe(2);
});

test.each(bookingWrites)("%s that never arrived forgets nothing: old times are all there is to show", async (_, write) => {
  const { gateway, answerFor, rules } = cachedDesk();
  await gateway.eventTypes();
  expect([await answerFor(5), await answerFor(7)]).toEqual([1, 2]);
  rules.isGone = true;
  await expect(write(gateway)).rejects.toMatchObject({ code: "upstream_down" });
  expect([await answerFor(5), await answerFor(7)]).toEqual([1, 2]);
});

test("a change of a booking whose type is not known forgets all free times", async () => {
  const { gateway, answerFor, rules } = cachedDesk();
  await gateway.eventTypes();
  expect([await answerFor(5), await answerFor(7)]).toEqual([1, 2]);
  rules.isTypeDeleted = true;
  await gateway.cancelBooking("bk_41", "no time");
  expect([await answerFor(5), await answerFor(7)]).toEqual([3, 4]);
});

test("a released reservation forgets what it had taken", async () => {
  const { gateway, answerFor } = cachedDesk();
  await gateway.eventTypes();
  await gateway.reserveSlot({ eventTypeId: 5, startMs: NOON });
  expect([await answerFor(5), await answerFor(7)]).toEqual([1, 2]);
  await gateway.releaseSlot("r1");
  expect([await answerFor(5), await answerFor(7)]).toEqual([3, 2]);
});

test("a changed event type is read afresh, with its free times and the list", async () => {
  const { gateway, answerFor, requests } = cachedDesk();
  await gateway.eventTypes();
  await gateway.eventType(5);
  expect([await answerFor(5), await answerFor(7)]).toEqual([1, 2]);
  await gateway.updateEventType(5, { title: "New" });
  const before = requests.length;
  await gateway.eventTypes();
  await gateway.eventType(5);
  expect(requests.length - before).toBe(2);
  expect([await answerFor(5), await answerFor(7)]).toEqual([3, 2]);
  await gateway.createEventType({ title: "D", slug: "d", lengthInMinutes: 30 });
  await gateway.eventTypes();
  expect(requests.at(-1)?.method).toBe("GET");
});

test("forgetting a type drops its person's free times, forgetting nothing in particular drops all", async () => {
  const { gateway, answerFor, requests } = cachedDesk();
  await gateway.eventTypes();
  expect([await answerFor(5), await answerFor(7)]).toEqual([1, 2]);
  gateway.forget(5);
  expect([await answerFor(5), await answerFor(7)]).toEqual([3, 2]);
  gateway.forget();
  expect([await answerFor(5), await answerFor(7)]).toEqual([4, 5]);
  const before = requests.length;
  await gateway.eventTypes();
  expect(requests.length - before).toBe(1);
});

test("an answer that was under way when it was forgotten is not kept, and later readers do not get it", async () => {
  const { gateway, answerFor, rules } = cachedDesk();
  const { closed, open } = gate();
  rules.gate = closed;
  const early = answerFor();
  await Promise.resolve();
  gateway.forget(5);
  const late = answerFor();
  open();
  expect([await early, await late]).toEqual([1, 2]);
  expect(await answerFor()).toBe(2);
});

test("an answer that was forgotten under way is not kept when nobody else has asked since", async () => {
  const { gateway, answerFor, rules } = cachedDesk();
  const { closed, open } = gate();
  rules.gate = closed;
  const early = answerFor();
  await Promise.resolve();
  gateway.forget();
  open();
  expect(await early).toBe(1);
  expect(await answerFor()).toBe(2);
});

test("a write forgets once more when it is over: what was read meanwhile may be the old state", async () => {
  const writing = gate();
  let asked = 0;
  const end = farEnd(async (request) => {
    if (request.method === "GET") return success({ "2030-01-08": [{ start: toIso(NOON + (asked += 1) * SECOND_MS) }] });
    await writing.closed;
    return success(wireBookingExample(), 201);
  });
  const gateway = withCache(end.gateway, { clock: () => end.clock.nowMs });
  const write = gateway.createBooking(newBooking);
  await gateway.slots(week);
  writing.open();
  await write;
  await gateway.slots(week);
  expect(asked).toBe(2);
});
