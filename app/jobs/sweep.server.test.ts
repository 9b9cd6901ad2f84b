import { expect, test } from "vitest";
import { operations } from "#db/schema/bookings.ts";
import { importRows, importRuns } from "#db/schema/import.ts";
import { sessions, tokens, users } from "#db/schema/people.ts";
import { driftFindings, driftRuns } from "#db/schema/drift.ts";
import { rateLimits, webhookDeliveries } from "#db/schema/records.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { sweep } from "./sweep.server.ts";

const past = TEST_NOW - 1;
const soon = TEST_NOW + 1;

test("what is over goes, what is not stays, and a second sweep finds nothing", () => {
  const app = testApp();
  const { db } = app;
  db.insert(users).values({ id: "u", email: "a@example.com", name: "A", role: "user", createdAt: past, updatedAt: past }).run();
  db.insert(sessions).values([{ idHash: "over", userId: "u", createdAt: 0, expiresAt: past }, { idHash: "live", userId: "u", createdAt: 0, expiresAt: soon }]).run();
  const token = (id: string, end: Partial<typeof tokens.$inferInsert>) => ({ id, hash: id, purpose: "verify" as const, subject: "a@example.com", createdAt: 0, ...end });
  db.insert(tokens).values([token("over", { expiresAt: past }), token("used", { usedAt: past, expiresAt: soon }), token("revoked", { revokedAt: past }), token("live", { expiresAt: soon }), token("endless", {})]).run();
  db.insert(rateLimits).values([{ key: "over", points: 1, expire: TEST_NOW - DAY_MS - 1 }, { key: "live", points: 1, expire: soon }]).run();
  expect(sweep(app)).toBe(5);
  expect(db.select().from(sessions).all().map(({ idHash }) => idHash)).toEqual(["live"]);
  expect(db.select().from(tokens).all().map(({ id }) => id)).toEqual(["live", "endless"]);
  expect(db.select().from(rateLimits).all().map(({ key }) => key)).toEqual(["live"]);
  expect(sweep(app)).toBe(0);
});

test("a key for sending again is forgotten after a day, but not while its change is under way", () => {
  const app = testApp();
  const operation = (id: string, state: "open" | "done", createdAt: number) => ({ id, requestId: id, bookingId: id, kind: "create" as const, state, payload: {}, actor: "guest", idempotencyScope: "form", idempotencyKey: id, createdAt });
  app.db.insert(operations).values([operation("old", "done", TEST_NOW - DAY_MS - 1), operation("new", "done", TEST_NOW - DAY_MS), operation("open", "open", 0)]).run();
  expect(sweep(app)).toBe(1);
  expect(app.db.select({ id: operations.id, key: operations.idempotencyKey }).from(operations).orderBy(operations.id).all()).toEqual([
    { id: "new", key: "new" },
    { id: "old", key: null },
    { id: "open", key: "open" },
  ]);
});

test("webhooks and settled differences go after 90 days, open differences stay", () => {
  const app = testApp();
  const old = TEST_NOW - 90 * DAY_MS - 1;
  const webhook = (bodyHash: string, receivedAt: number) => ({ bodyHash, event: "PING", receivedAt, outcome: "ignored", body: "{}" });
  app.db.insert(webhookDeliveries).values([webhook("old", old), webhook("new", TEST_NOW)]).run();
  const run = { mode: "report", state: "done", phase: "overlaps", startedAt: old, finishedAt: old } as const;
  const [first, second] = app.db.insert(driftRuns).values([run, run]).returning().all();
  const finding = (runId: number, subject: string) => ({ runId, kind: "differs" as const, subject, differences: [], foundAt: old });
  app.db.insert(driftFindings).values([{ ...finding(first!.id, "fixed"), state: "fixed", settledAt: old }, { ...finding(second!.id, "open"), state: "open" }]).run();
  expect(sweep(app)).toBe(3);
  expect(app.db.select().from(webhookDeliveries).all()).toMatchObject([{ bodyHash: "new" }]);
  expect(app.db.select().from(driftFindings).all()).toMatchObject([{ subject: "open" }]);
  expect(app.db.select().from(driftRuns).all()).toMatchObject([{ id: second!.id }]);
});

test("a file that was never imported goes after a day, and what became of one after 90", () => {
  const app = testApp();
  const { db } = app;
  const old = TEST_NOW - 90 * DAY_MS - 1;
  const run = (id: string, state: "draft" | "running" | "done", createdAt: number, finishedAt: number | null = null) => ({ id, state, startedBy: "u", tells: false, createdAt, finishedAt });
  db.insert(importRuns).values([run("left", "draft", TEST_NOW - DAY_MS - 1), run("looked at", "draft", TEST_NOW - DAY_MS), run("over", "done", old, old), run("shown", "done", old, old + 1), run("waits", "running", 0)]).run();
  db.insert(importRows).values(["left", "looked at", "over", "shown", "waits"].map((runId) => ({ runId, line: 2, cells: { email: "a@example.com" }, state: "waiting" as const }))).run();
  expect(sweep(app)).toBe(2);
  expect(db.select({ runId: importRows.runId }).from(importRows).all().map(({ runId }) => runId).sort()).toEqual(["looked at", "shown", "waits"]);
});
