import { expect, test } from "vitest";
import { jobs } from "#db/schema/records.ts";
import { testPractice } from "./bookings/testing.ts";
import { regularWork } from "./work.server.ts";

test("a job that takes long holds back no other, and the loop has a task for everything it must do", async () => {
  const { app, far } = await testPractice();
  const tasks = regularWork(app);
  expect(new Set(tasks.map(({ name }) => name))).toEqual(
    new Set(["count days for the numbers", "remind", "settle open changes", "run due jobs", "take in webhooks", "compare with the far end", "see whether Cal.com is back", "sweep"]),
  );
  far.fault = (request, engine) => (request.url.includes("slow") ? new Promise<never>(() => {}) : engine(request));
  const row = (uid: string) => ({ kind: "reread-booking", payload: { uid }, dueAt: 0, createdAt: 0 });
  const { signal } = new AbortController();
  const workers = tasks.filter(({ name }) => name === "run due jobs");
  app.db.insert(jobs).values(row("slow")).run();
  void workers[0]!.run(signal);
  app.db.insert(jobs).values(row("next")).run();
  await workers[1]!.run(signal);
  expect(app.db.select().from(jobs).all().map(({ payload }) => payload)).toEqual([{ uid: "slow" }]);
});
