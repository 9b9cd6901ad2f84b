import { afterEach, expect, test, vi } from "vitest";
import { testApp } from "#app/lib/testing.ts";
import { settleRegularly } from "./settle-regularly.ts";

afterEach(() => void vi.useRealTimers());

test("it begins at once, goes on every half a minute and stops when told", async () => {
  vi.useFakeTimers();
  let rounds = 0;
  const stop = settleRegularly(async () => void (rounds += 1), testApp().log);
  expect(rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rounds).toBe(3);
  await stop();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(rounds).toBe(3);
});

test("a round that is not over holds back the next, and one that fails is logged and does not end it", async () => {
  vi.useFakeTimers();
  const logged: unknown[] = [];
  const log = { ...testApp().log, error: ((_: unknown, message: unknown) => void logged.push(message)) as never };
  let rounds = 0;
  let fail: (reason: Error) => void = () => {};
  const stop = settleRegularly(() => {
    rounds += 1;
    return new Promise((_, reject) => (fail = reject));
  }, log);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(rounds).toBe(1);
  fail(new Error("no database"));
  await vi.advanceTimersByTimeAsync(30_000);
  expect([rounds, logged]).toEqual([2, ["open changes could not be settled"]]);
  fail(new Error("no database"));
  await stop();
});
