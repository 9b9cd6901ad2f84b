import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { MAX_ATTEMPTS } from "./backoff.ts";
import { dismissJob, listDeadJobs, retryJob } from "./dead.server.ts";
import { enqueueJob } from "./enqueue.server.ts";
import { healthOf } from "./health.server.ts";
import { jobsPage } from "./page.server.ts";
import { runDueJobs } from "./run.server.ts";

const handlers = { note: async (_: unknown, { fails }: { fails: boolean }) => (fails ? Promise.reject(new Error("no")) : undefined) };

/** Two jobs, one of which has been given up. */
async function desk() {
  const time = { nowMs: TEST_NOW };
  const app = testApp({ clock: () => time.nowMs });
  writing(app.db, (tx) => enqueueJob(tx, app, { kind: "note", payload: { fails: true } }));
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await runDueJobs(app, handlers);
    time.nowMs += 86_400_000;
  }
  const waiting = writing(app.db, (tx) => enqueueJob(tx, app, { kind: "note", payload: { fails: false } }));
  return { app, time, waiting, dead: listDeadJobs(app)[0]! };
}

test("a dead job is listed with its reason, and begins anew when told to", async () => {
  const { app, time, dead } = await desk();
  expect(listDeadJobs(app)).toMatchObject([{ kind: "note", attempts: MAX_ATTEMPTS, failure: "Error: see the log" }]);
  expect(retryJob(app, dead.id)).toBe(true);
  expect([listDeadJobs(app), retryJob(app, dead.id)]).toEqual([[], false]);
  expect(await runDueJobs(app, handlers)).toBe(2);
  time.nowMs += 60_000;
  expect(await runDueJobs(app, handlers)).toBe(1);
});

test("a dead job can be dismissed, one that waits cannot", async () => {
  const { app, dead, waiting } = await desk();
  expect([dismissJob(app, dead.id), dismissJob(app, dead.id), dismissJob(app, waiting), retryJob(app, waiting)]).toEqual([true, false, false, false]);
  expect(await runDueJobs(app, handlers)).toBe(1);
});

test("health says what is due, since when, and what is dead", async () => {
  const { app, time } = await desk();
  time.nowMs += 90_000;
  expect(healthOf(app)).toEqual({ status: "ok", jobs: { due: 1, dead: 1, oldestDueSeconds: 90 } });
  await runDueJobs(app, handlers);
  expect(healthOf(app)).toEqual({ status: "ok", jobs: { due: 0, dead: 1, oldestDueSeconds: null } });
  app.db.$client.close();
  expect(healthOf(app)).toEqual({ status: "failing" });
});

test("the page names what was given up, why and when, in the company's zone", async () => {
  const { app, time } = await desk();
  time.nowMs += 90_000;
  const page = jobsPage(app);
  expect(page).toMatchObject({ due: 1, late: "2 minutes", dead: [{ what: "note", about: null, why: "Error: see the log", attempts: MAX_ATTEMPTS }] });
  expect(page.dead[0]!.givenUp).toMatch(/^Tue 1 Dec, \d\d:00$/);
});
