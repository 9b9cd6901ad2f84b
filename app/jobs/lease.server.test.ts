import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { MAX_ATTEMPTS } from "./backoff.ts";
import { enqueueJob } from "./enqueue.server.ts";
import { LEASE_MS, leaseNext, type Lease } from "./lease.server.ts";
import { runDueJobs } from "./run.server.ts";

function desk() {
  const time = { nowMs: TEST_NOW };
  const app = testApp({ clock: () => time.nowMs });
  const ask = (n = 1) => writing(app.db, (tx) => enqueueJob(tx, app, { kind: "note", uniqueKey: "only", payload: { n } }));
  const row = () => app.db.select().from(jobs).get();
  return { app, time, ask, row };
}

const failing = { note: async () => Promise.reject(new Error("no")) };

/** A database on which `meanwhile` happens before the next update. */
function interrupted(app: App, meanwhile: () => void): App {
  let isDone = false;
  const db = new Proxy(app.db, {
    get(target, name) {
      if (name === "update" && !isDone) {
        isDone = true;
        meanwhile();
      }
      return Reflect.get(target, name) as unknown;
    },
  });
  return { ...app, db };
}

test("a job that another process takes between our look and our hand is theirs", () => {
  const { app, ask } = desk();
  const id = ask();
  let theirs: Lease | null = null;
  expect(leaseNext(interrupted(app, () => (theirs = leaseNext(app, ["note"]))), ["note"])).toBe(null);
  expect(theirs).toMatchObject({ job: { id, attempts: 1 } });
});

test("a job whose process dies each time comes to its end without being begun again", async () => {
  const { app, time, ask, row } = desk();
  ask();
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    expect(leaseNext(app, ["note"])).not.toBe(null);
    time.nowMs += LEASE_MS;
  }
  let begun = 0;
  const handlers = { note: async () => void (begun += 1) };
  for (let look = 0; look < 20 && row()?.deadAt === null; look += 1) {
    await runDueJobs(app, handlers);
    time.nowMs += 86_400_000;
  }
  expect([begun, row()?.deadAt === null]).toEqual([0, false]);
});

test("one that failed keeps its next try when it is asked for again: asking does not make it come sooner", async () => {
  const { app, time, ask, row } = desk();
  ask();
  await runDueJobs(app, failing);
  const { dueAt } = row()!;
  expect(dueAt).toBeGreaterThan(time.nowMs);
  ask(2);
  expect(row()).toMatchObject({ dueAt, payload: { n: 2 }, attempts: 1 });
});

test("one that is asked for again during its last try lives on, with all its tries", async () => {
  const { app, time, ask, row } = desk();
  ask();
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    await runDueJobs(app, { note: async () => ((attempt === MAX_ATTEMPTS && ask(2)), Promise.reject(new Error("no"))) });
    time.nowMs += 86_400_000;
  }
  expect(row()).toMatchObject({ deadAt: null, attempts: 0, askedAgain: false, payload: { n: 2 } });
  const seen: number[] = [];
  await runDueJobs(app, { note: async (_: App, { n }: { n: number }) => void seen.push(n) });
  expect([seen, row()]).toEqual([[2], undefined]);
});
