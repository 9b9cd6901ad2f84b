import { afterEach, expect, test, vi } from "vitest";
import { testApp } from "#app/lib/testing.ts";
import { startLoop } from "./loop.server.ts";

afterEach(() => void vi.useRealTimers());

const { log } = testApp();

test("every task begins at once, goes on in its own time and stops when told", async () => {
  vi.useFakeTimers();
  const rounds = { often: 0, seldom: 0 };
  const stop = startLoop(
    [
      { name: "often", everyMs: 1_000, run: () => void (rounds.often += 1) },
      { name: "seldom", everyMs: 60_000, run: () => void (rounds.seldom += 1) },
    ],
    log,
  );
  expect(rounds).toEqual({ often: 1, seldom: 1 });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(rounds).toEqual({ often: 121, seldom: 3 });
  await stop();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(rounds).toEqual({ often: 121, seldom: 3 });
});

test("a round that is not over holds back its next one and nothing else; one that fails is logged and does not end it", async () => {
  vi.useFakeTimers();
  const logged: unknown[] = [];
  const listening = { ...log, error: ((facts: { task: string }) => void logged.push(facts.task)) as never };
  let [slow, other] = [0, 0];
  let fail: (reason: Error) => void = () => {};
  const stop = startLoop(
    [
      { name: "slow", everyMs: 30_000, run: () => ((slow += 1), new Promise((_, reject) => (fail = reject))) },
      { name: "other", everyMs: 30_000, run: () => ((other += 1), Promise.reject(new Error("no database"))) },
    ],
    listening,
  );
  await vi.advanceTimersByTimeAsync(90_000);
  expect([slow, other, logged]).toEqual([1, 4, ["other", "other", "other", "other"]]);
  fail(new Error("no database"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect([slow, logged.at(-1)]).toEqual([2, "slow"]);
  fail(new Error("no database"));
  await stop();
});

test("stopping tells what runs, and waits for it some seconds and no longer", async () => {
  vi.useFakeTimers();
  let ended = false;
  const polite = (signal: AbortSignal) => new Promise<void>((resolve) => signal.addEventListener("abort", () => setTimeout(() => ((ended = true), resolve()), 500)));
  await Promise.all([startLoop([{ name: "polite", everyMs: 1_000, run: polite }], log)(), vi.advanceTimersByTimeAsync(500)]);
  expect(ended).toBe(true);
  const deaf = startLoop([{ name: "deaf", everyMs: 1_000, run: () => new Promise(() => {}) }], log);
  await Promise.all([deaf(), vi.advanceTimersByTimeAsync(6_000)]);
});
