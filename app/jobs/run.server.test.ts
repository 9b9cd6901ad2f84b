import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { MAX_ATTEMPTS } from "./backoff.ts";
import { enqueueJob, type NewJob } from "./enqueue.server.ts";
import { LEASE_MS } from "./lease.server.ts";
import { runDueJobs } from "./run.server.ts";

function desk() {
  const time = { nowMs: TEST_NOW };
  return { time, app: testApp({ clock: () => time.nowMs }) };
}

const ask = (app: App, job: Partial<NewJob> = {}) => writing(app.db, (tx) => enqueueJob(tx, app, { kind: "note", payload: { n: 1 }, ...job }));
const rows = (app: App) => app.db.select().from(jobs).all();

test("a job runs once, when it is due, with its payload", async () => {
  const { app, time } = desk();
  const done: unknown[] = [];
  const handlers = { note: async (_: App, payload: object) => void done.push(payload) };
  ask(app, { dueAt: TEST_NOW + 1_000 });
  expect(await runDueJobs(app, handlers)).toBe(0);
  time.nowMs += 1_000;
  expect(await runDueJobs(app, handlers)).toBe(1);
  expect([done, rows(app)]).toEqual([[{ n: 1 }], []]);
});

test("between two jobs that never wait, requests get their turn", async () => {
  const { app } = desk();
  const order: string[] = [];
  ask(app);
  ask(app);
  setImmediate(() => order.push("request"));
  await runDueJobs(app, { note: async () => void order.push("job") }, { atOnce: 1 });
  expect(order).toEqual(["job", "request", "job"]);
});

test("a change that is rolled back leaves no job", () => {
  const { app } = desk();
  expect(() =>
    writing(app.db, (tx) => {
      enqueueJob(tx, app, { kind: "note", payload: {} });
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(rows(app)).toEqual([]);
});

test("asked for twice under one key it is there once, with the newest payload and the earlier time", () => {
  const { app } = desk();
  ask(app, { uniqueKey: "a", dueAt: TEST_NOW + 5 });
  ask(app, { uniqueKey: "a", dueAt: TEST_NOW + 9, payload: { n: 2 } });
  expect(rows(app)).toMatchObject([{ payload: { n: 2 }, dueAt: TEST_NOW + 5, askedAgain: false }]);
});

test("asked for while it runs, it runs once more", async () => {
  const { app } = desk();
  const seen: unknown[] = [];
  ask(app, { uniqueKey: "a" });
  await runDueJobs(app, {
    note: async (_: App, payload: { n: number }) => {
      seen.push(payload.n);
      if (payload.n < 3) ask(app, { uniqueKey: "a", payload: { n: payload.n + 1 } });
    },
  });
  expect([seen, rows(app)]).toEqual([[1, 2, 3], []]);
});

test("so it does when its process was held up for longer than the lease", async () => {
  const { app, time } = desk();
  const seen: unknown[] = [];
  ask(app, { uniqueKey: "a" });
  await runDueJobs(app, {
    note: async (_: App, payload: { n: number }) => {
      seen.push(payload.n);
      if (payload.n > 1) return;
      time.nowMs += 2 * LEASE_MS;
      ask(app, { uniqueKey: "a", payload: { n: 2 } });
    },
  }, { atOnce: 1 });
  expect([seen, rows(app)]).toEqual([[1, 2], []]);
});

test("one that fails comes back later each time, and is dead in the end, kept with its reason", async () => {
  const { app, time } = desk();
  ask(app, { uniqueKey: "a" });
  const waits: number[] = [];
  const handlers = { note: async () => Promise.reject(new Error("Maria Silva is not there")) };
  while (rows(app)[0]!.deadAt === null) {
    time.nowMs = rows(app)[0]!.dueAt;
    expect(await runDueJobs(app, handlers)).toBe(1);
    waits.push(rows(app)[0]!.dueAt - time.nowMs);
  }
  expect(waits).toHaveLength(MAX_ATTEMPTS);
  expect(waits[0]).toBeGreaterThanOrEqual(5_000);
  expect(waits[5]).toBeGreaterThanOrEqual(160_000);
  expect(rows(app)).toMatchObject([{ failure: "Error: see the log", attempts: MAX_ATTEMPTS, leasedUntil: null }]);
  expect(await runDueJobs(app, handlers)).toBe(0);
  ask(app, { uniqueKey: "a", payload: { n: 2 } });
  expect(rows(app)).toMatchObject([{ deadAt: null, attempts: 0, failure: null, dueAt: time.nowMs }]);
});

test("what a killed process held is free after its lease", async () => {
  const { app, time } = desk();
  ask(app);
  void runDueJobs(app, { note: () => new Promise<never>(() => {}) });
  const done: number[] = [];
  const handlers = { note: async () => void done.push(time.nowMs) };
  expect(await runDueJobs(app, handlers)).toBe(0);
  time.nowMs += LEASE_MS;
  expect(await runDueJobs(app, handlers)).toBe(1);
  expect(rows(app)).toEqual([]);
});

test("a kind without a handler here is left to who has one", async () => {
  const { app } = desk();
  ask(app);
  expect(await runDueJobs(app, { other: async () => {} })).toBe(0);
  expect(rows(app)).toMatchObject([{ attempts: 0, leasedUntil: null }]);
});
