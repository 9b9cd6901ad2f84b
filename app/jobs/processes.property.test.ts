import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { onTestFinished, test } from "vitest";
import { openDatabase, writing } from "#db/client.ts";
import { jobs } from "#db/schema/records.ts";
import { testDatabase } from "#db/testing.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { enqueueJob } from "./enqueue.server.ts";
import { LEASE_MS } from "./lease.server.ts";
import { runDueJobs } from "./run.server.ts";

/** Two processes on one file, as far as one process can be two: each has its own connection. */
function twoProcesses() {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-"));
  const file = join(folder, "frontdesk.db");
  const time = { nowMs: TEST_NOW };
  const clock = () => time.nowMs;
  const apps = [testApp({ db: testDatabase(file), clock }), testApp({ db: openDatabase(file), clock })] as const;
  onTestFinished(() => {
    for (const { db } of apps) db.$client.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { time, apps };
}

const job = fc.record({ turns: fc.nat(4), key: fc.option(fc.constantFrom("a", "b"), { nil: undefined }), process: fc.nat(1) });

test("of several processes one does each job, exactly once when nobody dies", async () => {
  const { apps } = twoProcesses();
  await fc.assert(
    fc.asyncProperty(fc.array(job, { maxLength: 12 }), async (asked) => {
      apps[0].db.delete(jobs).run();
      const ids = asked.map(({ turns, key, process }) => writing(apps[process]!.db, (tx) => enqueueJob(tx, apps[process]!, { kind: "note", uniqueKey: key, payload: { turns } })));
      let done = 0;
      const handlers = {
        note: async (_: unknown, { turns }: { turns: number }) => {
          for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
          done += 1;
        },
      };
      await Promise.all(apps.map((app) => runDueJobs(app, handlers)));
      return done === new Set(ids).size && apps[0].db.select().from(jobs).all().length === 0;
    }),
    { numRuns: 100 },
  );
});

test("whatever dies and however often it is asked for, what was asked for last is done at the end", async () => {
  const { apps, time } = twoProcesses();
  const step = fc.record({ process: fc.nat(1), asks: fc.boolean(), fate: fc.constantFrom("done", "failed", "killed") });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      apps[0].db.delete(jobs).run();
      let [asked, seen] = [0, 0];
      const ask = (process: number) => writing(apps[process]!.db, (tx) => enqueueJob(tx, apps[process]!, { kind: "note", uniqueKey: "only", payload: { n: (asked += 1) } }));
      ask(0);
      for (const { process, asks, fate } of steps) {
        let toAsk = asks;
        const running = runDueJobs(apps[process]!, {
          note: async (_: unknown, { n }: { n: number }) => {
            if (toAsk) ask(1 - process);
            toAsk = false;
            if (fate === "killed") return new Promise<never>(() => {});
            if (fate === "failed") throw new Error("no");
            seen = n;
          },
        });
        if (fate === "killed") await new Promise(setImmediate);
        else await running;
        time.nowMs += LEASE_MS + 86_400_000;
      }
      await runDueJobs(apps[0], { note: async (_: unknown, { n }: { n: number }) => void (seen = n) });
      return seen === asked && apps[0].db.select().from(jobs).all().length === 0;
    }),
    { numRuns: 100 },
  );
});
