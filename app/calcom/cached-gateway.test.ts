import { expect, test, vi } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#app/lib/time.ts";
import { withCache } from "./cached-gateway.server.ts";
import { cachedDesk, gate, week } from "./testing-cache.ts";
import { farEnd, json, NOON, refusal, success } from "./testing.ts";

test("slots are asked for once a minute", async () => {
  const { answerFor, clock } = cachedDesk();
  expect([await answerFor(), await answerFor()]).toEqual([1, 1]);
  clock.nowMs += MINUTE_MS - 1;
  expect(await answerFor()).toBe(1);
  clock.nowMs += 1;
  expect(await answerFor()).toBe(2);
});

test("another type, range or duration is another answer", async () => {
  const { gateway, requests } = cachedDesk();
  const questions = [week, { ...week, eventTypeId: 6 }, { ...week, startMs: NOON + 1 }, { ...week, endMs: NOON + DAY_MS }, { ...week, durationMinutes: 60 }];
  for (const question of [...questions, ...questions]) await gateway.slots(question);
  expect(requests).toHaveLength(questions.length);
});

test("a move asks afresh, since its own time is free to it alone", async () => {
  const { gateway, requests, answerFor } = cachedDesk();
  for (let times = 0; times < 2; times += 1) await gateway.slots({ ...week, uidToReschedule: "bk_41" });
  expect(requests).toHaveLength(2);
  expect(await answerFor()).toBe(3);
});

test("event types are kept for five minutes", async () => {
  const { gateway, requests, clock } = cachedDesk();
  await gateway.eventTypes();
  await gateway.eventType(5);
  clock.nowMs += 5 * MINUTE_MS - 1;
  expect(await gateway.eventTypes()).toMatchObject({ value: [{ id: 5 }, { id: 6 }, { id: 7 }], staleMs: 0 });
  await gateway.eventType(5);
  expect(requests).toHaveLength(2);
  clock.nowMs += 1;
  await gateway.eventTypes();
  expect(requests).toHaveLength(3);
});

test("simultaneous readers share one call", async () => {
  const { answerFor, requests, rules } = cachedDesk();
  const { closed, open } = gate();
  rules.gate = closed;
  const readers = Promise.all(Array.from({ length: 50 }, () => answerFor()));
  open();
  expect(new Set(await readers)).toEqual(new Set([1]));
  expect(requests).toHaveLength(1);
});

test("simultaneous readers share a failure too, and the next one asks again", async () => {
  const { gateway, answerFor, requests, rules } = cachedDesk();
  rules.isDown = true;
  const readers = await Promise.allSettled([gateway.slots(week), gateway.slots(week)]);
  expect(readers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(requests).toHaveLength(1);
  rules.isDown = false;
  expect(await answerFor()).toBe(2);
});

test("a reader who leaves takes nobody's answer along, not even the one who came first", async () => {
  const { gateway, answerFor, requests, rules } = cachedDesk();
  const { closed, open } = gate();
  rules.gate = closed;
  const leaving = new AbortController();
  const first = gateway.slots(week, { signal: leaving.signal });
  const second = gateway.slots(week);
  leaving.abort();
  await expect(first).rejects.toMatchObject({ code: "upstream_down", cause: { code: "aborted" } });
  open();
  expect((await second).value).toHaveLength(1);
  expect(await answerFor()).toBe(1);
  expect(requests).toHaveLength(1);
});

test("somebody who waits does not join a job's patience", async () => {
  const { gateway, requests, rules } = cachedDesk();
  const { closed, open } = gate();
  rules.gate = closed;
  const both = [gateway.slots(week, { effort: "job" }), gateway.slots(week, { effort: "page" })];
  open();
  await Promise.all(both);
  expect(requests).toHaveLength(2);
});

test("an answer that comes late does not replace one that was asked for later", async () => {
  const { gateway, answerFor, rules, clock, requests } = cachedDesk();
  const { closed, open } = gate();
  rules.gate = closed;
  const slow = gateway.slots(week, { effort: "job" });
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  rules.gate = undefined;
  clock.nowMs += SECOND_MS;
  expect(await answerFor()).toBe(2);
  open();
  await slow;
  expect(await answerFor()).toBe(2);
});

test("a reader who leaves is not given a stale answer", async () => {
  const { gateway, answerFor, clock } = cachedDesk();
  await answerFor();
  clock.nowMs += MINUTE_MS;
  await expect(gateway.slots(week, { signal: AbortSignal.abort() })).rejects.toMatchObject({ cause: { code: "aborted" } });
});

test("while the far end fails, kept answers are given with their age, as long as they are of use", async () => {
  const { gateway, rules, clock } = cachedDesk();
  await gateway.slots(week);
  await gateway.eventTypes();
  rules.isDown = true;
  expect((await gateway.slots(week)).staleMs).toBe(0);
  clock.nowMs += 20 * MINUTE_MS;
  expect(await gateway.slots(week)).toEqual({ value: [{ startMs: NOON + MINUTE_MS, endMs: null }], staleMs: 20 * MINUTE_MS });
  clock.nowMs += 41 * MINUTE_MS;
  await expect(gateway.slots(week)).rejects.toMatchObject({ code: "upstream_down" });
  expect((await gateway.eventTypes()).staleMs).toBe(61 * MINUTE_MS);
  clock.nowMs += 23 * HOUR_MS;
  await expect(gateway.eventTypes()).rejects.toMatchObject({ code: "upstream_down" });
});

test("a stale answer gives way as soon as the far end answers again", async () => {
  const { gateway, answerFor, rules, clock } = cachedDesk();
  await answerFor();
  rules.isDown = true;
  clock.nowMs += 2 * MINUTE_MS;
  await gateway.slots(week);
  rules.isDown = false;
  expect(await answerFor()).toBe(3);
  expect((await gateway.slots(week)).staleMs).toBe(0);
});

test("a far end that says no is believed: nothing stale then", async () => {
  let isGone = false;
  const end = farEnd(() => (isGone ? refusal(404, "Event Type not found", "NotFoundException") : success({})));
  const gateway = withCache(end.gateway, { clock: () => end.clock.nowMs });
  await gateway.slots(week);
  isGone = true;
  end.clock.nowMs += MINUTE_MS;
  await expect(gateway.slots(week)).rejects.toMatchObject({ code: "not_found" });
});

test("a stale answer is given when the far end only asks for patience", async () => {
  let isBusy = false;
  const end = farEnd(() => (isBusy ? json(429, {}, { "x-ratelimit-reset-default": "30" }) : success({})));
  const gateway = withCache(end.gateway, { clock: () => end.clock.nowMs, slotsTtlMs: 10 * SECOND_MS });
  await gateway.slots(week);
  isBusy = true;
  end.clock.nowMs += 10 * SECOND_MS;
  expect(await gateway.slots(week)).toEqual({ value: [], staleMs: 10 * SECOND_MS, busyForMs: 30 * SECOND_MS });
});

test("no more answers are kept than may be", async () => {
  const end = farEnd(() => success({}));
  const gateway = withCache(end.gateway, { clock: () => end.clock.nowMs, max: 2 });
  for (const eventTypeId of [1, 2, 3, 1]) await gateway.slots({ ...week, eventTypeId });
  expect(end.requests).toHaveLength(4);
});
