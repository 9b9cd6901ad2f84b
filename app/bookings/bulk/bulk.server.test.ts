import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { users } from "#db/schema/people.ts";
import { operations } from "#db/schema/bookings.ts";
import { bulkItems } from "#db/schema/bulk.ts";
import { auditEvents, jobs, notifications } from "#db/schema/records.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { hostOf } from "#app/catalog/queries.server.ts";
import { runDueJobs } from "#app/jobs/run.server.ts";
import type { AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { chosenBookingsCsv } from "../all/csv.server.ts";
import { NO_FILTERS } from "../all/filters.ts";
import { withFreshReminders } from "../reminders/renew.server.ts";
import { isReminder } from "../reminders/testing.ts";
import { settleOpen } from "../settling/settle-open.server.ts";
import { addUser, book, faults, importRow, monday, offeringsFor, rowOf, testPractice, type Practice } from "../testing.ts";
import { confirmation } from "./confirmation.server.ts";
import { choose } from "./choose.server.ts";
import { draftRun } from "./draft.server.ts";
import { forecast } from "./forecast.server.ts";
import { findRun, retryFailed, startRun } from "./start.server.ts";
import { bulkStep } from "./step.server.ts";
import { BULK_VERBS } from "./verbs.ts";

const correlationId = "request-1";
const work = ({ app }: Practice) => runDueJobs(app, { "bulk-step": bulkStep }, { atOnce: 1 });
const itemsOf = ({ db }: Practice, runId: string) => db.select().from(bulkItems).where(eq(bulkItems.runId, runId)).orderBy(bulkItems.position).all();
const told = ({ db }: Practice, kind: string) => db.select().from(notifications).where(eq(notifications.kind, kind)).all();
const actions = ({ db }: Practice, runId: string) => db.select().from(auditEvents).where(eq(auditEvents.subjectId, runId)).all().map(({ action, actor, source, data }) => ({ action, actor, source, data: JSON.parse(data!) as unknown }));

async function practiceWithAdmin() {
  const practice = await testPractice();
  return { practice, admin: addUser(practice, "boss@example.com", "admin") as PersonViewer };
}

const three = async (practice: Practice) => [await book(practice, { startMs: monday(9) }), await book(practice, { startMs: monday(10) }), await book(practice, { startMs: monday(11) })].map(({ id }) => id);

test("a run cancels what was chosen, each with one message, and says in the history who did it", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const ids = await three(practice);
  const runId = draftRun(practice.app, admin, "cancel", { ids: [...ids, ids[0]!, "made-up", "forged"] });
  expect(findRun(practice.app, runId)).toMatchObject({ state: "draft", ignored: 2 });
  expect((await confirmation(practice.app, admin, findRun(practice.app, runId), undefined)).notes).toEqual(["2 of those you sent are not bookings here; they were left out."]);
  await work(practice);
  expect(rowOf(practice, ids[0]!)?.status).toBe("confirmed");

  startRun(practice.app, admin, runId, { reason: " The heating broke ", correlationId });
  startRun(practice.app, admin, runId, { reason: "Sent twice", correlationId });
  await work(practice);
  expect(findRun(practice.app, runId)).toMatchObject({ state: "done", reason: "The heating broke" });
  for (const id of ids) expect(rowOf(practice, id)).toMatchObject({ status: "cancelled", cancelledBy: `admin:${admin.userId}`, cancellationReason: "The heating broke" });
  expect(itemsOf(practice, runId).map(({ state }) => state)).toEqual(["done", "done", "done"]);
  expect(told(practice, "cancelled-by-desk")).toHaveLength(3);
  const actor = `admin:${admin.userId}`;
  expect(actions(practice, runId)).toEqual([
    { action: "bulk cancel started", actor, source: "admin", data: { reason: "The heating broke", staffId: null, bookings: 3 } },
    { action: "bulk cancel finished", actor, source: "job", data: { done: 3, skipped: 0, failed: 0 } },
  ]);
  expect(practice.db.select().from(jobs).all()).toEqual([]);
});

test("all that match are frozen when they are chosen: what is booked afterwards is no part of it", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const ids = await three(practice);
  const runId = draftRun(practice.app, admin, "cancel", { filters: { ...NO_FILTERS, q: "maria", status: ["confirmed"] }, listed: 2 });
  const later = await book(practice, { startMs: monday(12) });
  expect(findRun(practice.app, runId)).toMatchObject({ query: "status=confirmed&q=maria", listed: 2 });
  const { notes, title } = await confirmation(practice.app, admin, findRun(practice.app, runId), undefined);
  expect(title).toBe("Cancel 3 bookings");
  expect(notes).toEqual(["The list said 2; when you asked for all of them there were 3.", "By now 4 match. This is about the 3 that did when you chose them; later ones are not included."]);
  startRun(practice.app, admin, runId, { correlationId });
  await work(practice);
  expect(itemsOf(practice, runId).map(({ bookingId }) => bookingId)).toEqual(ids);
  expect(rowOf(practice, later.id)?.status).toBe("confirmed");
});

test("nothing, or more than can be held, is not begun, and nobody but an administrator chooses", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const refusal = (choose: () => unknown) => {
    try {
      choose();
    } catch (error) {
      return error as AppError;
    }
  };
  expect(refusal(() => draftRun(practice.app, admin, "cancel", { ids: ["forged"] }))).toMatchObject({ code: "invalid" });
  expect(refusal(() => draftRun(practice.app, addUser(practice, "a@example.com") as PersonViewer, "cancel", { ids: ["forged"] }))).toMatchObject({ code: "forbidden" });
  const ids = await three(practice);
  for (const chosen of [{ filters: NO_FILTERS, listed: null }, { ids }]) {
    expect(refusal(() => draftRun(practice.app, admin, "cancel", chosen, 2))).toMatchObject({ code: "invalid", message: expect.stringContaining("At most 2 ") });
    expect(findRun(practice.app, draftRun(practice.app, admin, "cancel", chosen, 3)).state).toBe("draft");
  }
});

test("what nobody answered is being confirmed until the far end says, and what was refused can be tried again", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const requested = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" }, startMs: monday(14) });
  const other = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" }, startMs: monday(16) });
  const runId = draftRun(practice.app, admin, "confirm", { ids: [requested.id, other.id] });
  startRun(practice.app, admin, runId, { correlationId });
  practice.far.fault = (request, engine) => (practice.far.calls.filter((call) => call.endsWith("/confirm")).length === 1 ? faults.requestLost : faults.unknownThere)(request, engine);
  await work(practice);
  // The desk is not asked to call itself.
  expect(itemsOf(practice, runId)).toMatchObject([{ state: "confirming" }, { state: "failed", reason: "The calendar does not allow this change." }]);
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  await work(practice);
  expect(itemsOf(practice, runId).map(({ state }) => state)).toEqual(["done", "failed"]);
  expect(findRun(practice.app, runId).state).toBe("done");

  expect([retryFailed(practice.app, admin, runId, correlationId), retryFailed(practice.app, admin, runId, correlationId)]).toEqual([1, 0]);
  await work(practice);
  expect(itemsOf(practice, runId).map(({ state }) => state)).toEqual(["done", "done"]);
  expect([rowOf(practice, requested.id)?.status, rowOf(practice, other.id)?.status]).toEqual(["confirmed", "confirmed"]);
  expect(told(practice, "confirmed")).toHaveLength(2);
});

test("while the far end is away no row fails: the changes are written down and go out when it is back", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const { id } = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } });
  const runId = draftRun(practice.app, admin, "confirm", { ids: [id] });
  startRun(practice.app, admin, runId, { correlationId });
  practice.far.fault = faults.writesDown;
  await work(practice);
  expect(itemsOf(practice, runId)).toMatchObject([{ state: "confirming" }]);
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  await work(practice);
  expect(itemsOf(practice, runId)).toMatchObject([{ state: "done" }]);
});

test("what a person has to look into is looked for, and not asked for anew, when it is tried again", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const { id } = await book(practice);
  const runId = draftRun(practice.app, admin, "cancel", { ids: [id] });
  startRun(practice.app, admin, runId, { correlationId });
  practice.far.fault = faults.answerLost;
  await work(practice);
  practice.db.update(operations).set({ state: "failed", failure: "no answer" }).where(eq(operations.kind, "cancel")).run();
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await work(practice);
  expect(itemsOf(practice, runId)).toMatchObject([{ state: "failed" }]);
  expect(retryFailed(practice.app, admin, runId, correlationId)).toBe(1);
  await work(practice);
  expect(itemsOf(practice, runId)).toMatchObject([{ state: "done" }]);
  expect(practice.far.calls.filter((call) => call.endsWith("/cancel"))).toHaveLength(1);
  expect(told(practice, "cancelled-by-desk")).toHaveLength(1);
});

test("the list sends the ticked, its page or its filters, and a file holds the same", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const ids = await three(practice);
  const form = { verb: "export" as const, id: [ids[0]!], page: ids.slice(0, 2).join(","), query: "q=maria&status=confirmed&cursor=x", listed: "3" };
  const meant = (scope: "ticked" | "page" | "all") => itemsOf(practice, choose(practice.app, admin, { ...form, verb: "cancel", scope }).split("/").at(-1)!).map(({ bookingId }) => bookingId);
  expect([meant("ticked"), meant("page"), meant("all")]).toEqual([ids.slice(0, 1), ids.slice(0, 2), ids]);
  expect(choose(practice.app, admin, { ...form, scope: "all" })).toBe("/admin/bookings.csv?q=maria&status=confirmed&bom=1");
  expect(choose(practice.app, admin, { ...form, scope: "ticked" })).toBe(`/admin/bookings.csv?id=${ids[0]}&bom=1`);
  expect(() => choose(practice.app, admin, { ...form, scope: "ticked", id: [] })).toThrow("at least one");
  const lines = [...chosenBookingsCsv(practice.app, admin, [ids[1]!, "forged"], { bom: false })].join("").trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("10:00");
});

test("a run stops when whoever started it is no longer an administrator", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const ids = await three(practice);
  const runId = draftRun(practice.app, admin, "cancel", { ids });
  startRun(practice.app, admin, runId, { correlationId });
  practice.db.update(users).set({ role: "user" }).where(eq(users.id, admin.userId)).run();
  await work(practice);
  expect(itemsOf(practice, runId).map(({ state }) => state)).toEqual(["skipped", "skipped", "skipped"]);
  expect(rowOf(practice, ids[0]!)?.status).toBe("confirmed");
});

test("a reminder goes out at once, whatever times the customer chose, and not again within the hour", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const { id } = await book(practice);
  const remind = async () => {
    const runId = draftRun(practice.app, admin, "remind", { ids: [id] });
    startRun(practice.app, admin, runId, { correlationId });
    await work(practice);
    return itemsOf(practice, runId)[0];
  };
  expect(await remind()).toMatchObject({ state: "done" });
  expect(await remind()).toMatchObject({ state: "skipped", reason: expect.stringContaining("hour") });
  practice.time.nowMs += 61 * MINUTE_MS;
  expect(await remind()).toMatchObject({ state: "done" });
  // A mail server that was away for hours makes none of them too late.
  practice.time.nowMs += 5 * 60 * MINUTE_MS;
  const carried: string[] = [];
  const carrier = withFreshReminders(practice.app, { channel: "mail", carry: async ({ recipient }: { recipient: string }) => { carried.push(recipient); return { outcome: "sent", answer: "250" }; } } as never);
  const sent = [];
  for (const message of practice.db.select().from(notifications).all().filter(isReminder)) sent.push((await carrier.carry(message)).outcome);
  expect([sent, carried]).toEqual([["sent", "sent"], ["maria@example.com", "maria@example.com"]]);
});

test("what the confirmation promises is what happens, row by row and message by message", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const asked = { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } };
  for (const verb of BULK_VERBS) {
    const ids = [...(await three(practice)), (await book(practice, { ...asked, startMs: monday(14), guests: ["along@example.com"] })).id, importRow(practice, { status: "cancelled" }).id, importRow(practice, { startsAt: practice.time.nowMs - MINUTE_MS }).id];
    const withBen = verb === "reassign" ? await book(practice, { startMs: monday(10), offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ben.id) }) : null;
    const runId = draftRun(practice.app, admin, verb, { ids: withBen ? [...ids, withBen.id] : ids });
    const promised = await forecast(practice.app, admin, { ...findRun(practice.app, runId), staffId: practice.ben.id });
    practice.db.delete(notifications).run();
    startRun(practice.app, admin, runId, { staffId: practice.ben.id, correlationId });
    await work(practice);
    const items = itemsOf(practice, runId);
    expect(items.filter(({ state }) => state === "done").map(({ bookingId }) => bookingId).sort(), verb).toEqual(promised.changing.map(({ id }) => id).sort());
    for (const { reason, bookings } of promised.unchanged) for (const { id } of bookings) expect(items.find(({ bookingId }) => bookingId === id), verb).toMatchObject({ state: "skipped", reason });
    const sent = practice.db.select().from(notifications).all().filter(({ state }) => state === "queued").map(({ recipient }) => recipient);
    expect(sent.sort(), verb).toEqual(promised.messages.map(({ to }) => to).sort());
    expect(promised.changing.length, verb).toBeGreaterThan(0);
    practice.db.$client.exec("DELETE FROM bookings; DELETE FROM operations; DELETE FROM engine_bookings; DELETE FROM calcom_links; DELETE FROM holds");
    practice.app.gateway.forget();
  }
});

test("what lies outside the hours of a colleague is not promised to be passed on, and no failure to be tried again", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const [early, ...others] = await three(practice);
  const { calcomUserId } = hostOf(practice.db, practice.ben.id)!;
  practice.app.hosts.write!.writeHours(calcomUserId, { timeZone: "Europe/Lisbon", availability: [{ days: ["Monday"], startTime: "10:00", endTime: "17:00" }], overrides: [] });
  const runId = draftRun(practice.app, admin, "reassign", { ids: [early!, ...others] });
  const promised = await forecast(practice.app, admin, { ...findRun(practice.app, runId), staffId: practice.ben.id });
  expect(promised.changing.map(({ id }) => id)).toEqual(others);
  expect(promised.unchanged.map(({ reason, bookings }) => [reason, bookings.map(({ id }) => id)])).toEqual([["It lies outside the hours of this person.", [early]]]);
  startRun(practice.app, admin, runId, { staffId: practice.ben.id, correlationId });
  await work(practice);
  expect(itemsOf(practice, runId).map(({ state, reason }) => [state, reason])).toEqual([["skipped", "It lies outside the hours of this person."], ["done", null], ["done", null]]);
});

test("of two appointments at one time that would go to one person, the confirmation promises one", async () => {
  const { practice, admin } = await practiceWithAdmin();
  const rows = [importRow(practice), importRow(practice), importRow(practice, { startsAt: monday(11) })];
  const runId = draftRun(practice.app, admin, "reassign", { ids: rows.map(({ id }) => id) });
  const promised = await forecast(practice.app, admin, { ...findRun(practice.app, runId), staffId: practice.ben.id });
  expect([promised.changing.length, promised.unchanged.map(({ bookings }) => bookings.length)]).toEqual([2, [1]]);
});
