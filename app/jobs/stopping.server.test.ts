import { afterEach, expect, test, vi } from "vitest";
import { writing } from "#db/client.ts";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { LONGEST_MS } from "./ending.ts";
import { enqueueJob } from "./enqueue.server.ts";
import type { JobHandler } from "./job.ts";
import { LEASE_MS } from "./lease.server.ts";
import { runDueJobs } from "./run.server.ts";

afterEach(() => void vi.useRealTimers());

const rows = (app: App) => app.db.select().from(jobs).all();

/** One job that runs, on a clock that goes with the timers. */
function running(handler: JobHandler<object>) {
  vi.useFakeTimers({ now: TEST_NOW });
  const app = testApp({ clock: () => Date.now() });
  writing(app.db, (tx) => enqueueJob(tx, app, { kind: "note", payload: {} }));
  const stopping = new AbortController();
  return { app, stopping, ended: runDueJobs(app, { note: handler }, { signal: stopping.signal }) };
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const untilAborted = (signal: AbortSignal) => new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));

test("stopping lets a job finish that needs a moment, and begins no other", async () => {
  const { app, stopping, ended } = running(() => wait(2_000));
  stopping.abort();
  writing(app.db, (tx) => enqueueJob(tx, app, { kind: "note", payload: { n: 2 } }));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await ended).toBe(1);
  expect(rows(app)).toMatchObject([{ payload: { n: 2 }, attempts: 0 }]);
});

test("one that takes longer is told, and its job is returned as it was", async () => {
  const { app, stopping, ended } = running((_app, _payload, { signal }) => untilAborted(signal));
  stopping.abort();
  await vi.advanceTimersByTimeAsync(4_000);
  await ended;
  expect(rows(app)).toMatchObject([{ attempts: 0, leasedUntil: null, failure: null, dueAt: TEST_NOW }]);
});

test("one that does not listen is left behind, and its job is returned all the same", async () => {
  const { app, stopping, ended } = running(() => new Promise<never>(() => {}));
  stopping.abort();
  await vi.advanceTimersByTimeAsync(5_000);
  await ended;
  expect(rows(app)).toMatchObject([{ attempts: 0, leasedUntil: null }]);
});

test("a lease is renewed for as long as its job runs", async () => {
  const { app, ended } = running(() => wait(5 * LEASE_MS));
  await vi.advanceTimersByTimeAsync(4 * LEASE_MS);
  expect(await runDueJobs(app, { note: () => Promise.reject(new Error("twice")) })).toBe(0);
  await vi.advanceTimersByTimeAsync(LEASE_MS);
  await ended;
  expect(rows(app)).toEqual([]);
});

test("a handler that hangs does not keep its place for good", async () => {
  const { app, ended } = running(() => new Promise<never>(() => {}));
  await vi.advanceTimersByTimeAsync(LONGEST_MS + 1_000);
  await ended;
  expect(rows(app)).toMatchObject([{ attempts: 1, leasedUntil: null, failure: "Error: see the log" }]);
});

test("who lost a lease is told and changes nothing of the other's job", async () => {
  let told = false;
  const { app, ended } = running((_app, _payload, { signal }) => untilAborted(signal).catch(() => void (told = true)));
  app.db.update(jobs).set({ leasedUntil: TEST_NOW + 10 * LEASE_MS, attempts: 2 }).run();
  await vi.advanceTimersByTimeAsync(LEASE_MS);
  await ended;
  expect(told).toBe(true);
  expect(rows(app)).toMatchObject([{ attempts: 2, leasedUntil: TEST_NOW + 10 * LEASE_MS }]);
});
