import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import { jobs } from "#db/schema/records.ts";
import { jobHandlers } from "#app/job-handlers.server.ts";
import { runDueJobs } from "#app/jobs/run.server.ts";
import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { liveTip } from "../settling/link.server.ts";
import { addUser, book, faults, importRow, monday, offeringsFor, rowOf, rowsOf, testPractice, type Practice } from "../testing.ts";
import { listFindings } from "./findings.server.ts";
import { dismissFinding, fixFinding } from "./fix.server.ts";
import { compareRegularly, latestRun, startDrift } from "./run.server.ts";

async function compare(practice: Practice, mode: "report" | "repair" = "report") {
  const { app, time } = practice;
  time.nowMs += MINUTE_MS;
  writing(app.db, (tx) => startDrift(tx, app, { mode }));
  await runDueJobs(app, jobHandlers(app));
  expect(latestRun(app.db)?.state).toBe("done");
  return listFindings(app.db);
}

const by = (practice: Practice) => ({ viewer: addUser(practice, "boss@example.com", "admin"), correlationId: "test" });
const tipOf = ({ app }: Practice, id: string) => liveTip(app.db, id)!;

test("says nothing where both ends agree", async () => {
  const practice = await testPractice();
  await book(practice);
  await book(practice, { startMs: monday(11) });
  expect(await compare(practice)).toEqual([]);
  expect(latestRun(practice.app.db)).toMatchObject({ compared: 2 });
});

test("a far end that answers at once keeps no visitor waiting", async () => {
  const practice = await testPractice();
  await book(practice);
  practice.time.nowMs += MINUTE_MS;
  writing(practice.db, (tx) => startDrift(tx, practice.app, { mode: "report" }));
  let hadTurn = false;
  const visitor = setImmediate(() => (hadTurn = latestRun(practice.db)?.state === "running"));
  await runDueJobs(practice.app, jobHandlers(practice.app));
  clearImmediate(visitor);
  expect(hadTurn).toBe(true);
});

test("a move made at the far end is told, and taken over when somebody says so", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.time.nowMs += MINUTE_MS;
  const moved = await practice.app.gateway.rescheduleBooking(tipOf(practice, id), { startMs: monday(15) });
  const [finding, ...others] = await compare(practice);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ kind: "differs", bookingId: id, state: "open" });
  expect(finding!.differences).toContainEqual({ field: "startsAt", here: monday(10), there: monday(15) });
  expect(rowOf(practice, id)!.startsAt).toBe(monday(10));

  await fixFinding(practice.app, by(practice), finding!.id);
  expect(rowOf(practice, id)).toMatchObject({ startsAt: monday(15), status: "rescheduled" });
  expect(tipOf(practice, id)).toBe(moved.uid);
  expect(await compare(practice)).toEqual([]);
});

test("a booking made at the far end is brought in", async () => {
  const practice = await testPractice();
  const { eventTypeId } = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id)[0]!;
  await practice.app.gateway.createBooking({ eventTypeId, startMs: monday(14), attendee: { name: "Joana", email: "joana@example.com", timeZone: "Europe/Lisbon" } });
  const [finding] = await compare(practice);
  expect(finding).toMatchObject({ kind: "missing_here" });
  expect(rowsOf(practice)).toEqual([]);
  await fixFinding(practice.app, by(practice), finding!.id);
  expect(rowsOf(practice)).toMatchObject([{ startsAt: monday(14), attendeeName: "Joana", status: "confirmed", source: "calcom", staffId: practice.ana.id }]);
});

test("a colleague whom the far end lists among the attendees is nobody's guest, unless asked along", async () => {
  const practice = await testPractice();
  const { gateway } = practice.app;
  const { eventTypeId } = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id)[0]!;
  const attendee = { name: "Joana", email: "joana@example.com", timeZone: "Europe/Lisbon" };
  const foreign = await gateway.createBooking({ eventTypeId, startMs: monday(14), attendee });
  const { id } = await book(practice, { guests: ["cleo@example.com"] });
  practice.time.nowMs += MINUTE_MS;
  for (const uid of [foreign.uid, tipOf(practice, id)]) {
    for (const name of ["Ben", "Sister"]) await gateway.addAttendee(uid, { name, email: `${name}@example.com`, timeZone: "Europe/Lisbon" });
  }
  practice.db.$client.exec("UPDATE engine_attendees SET guest = 0 WHERE email IN ('ben@example.com', 'sister@example.com')");
  await compare(practice, "repair");
  expect(rowsOf(practice).find(({ source }) => source === "calcom")).toMatchObject({ guests: ["sister@example.com"], attendees: [{ name: "Joana" }, { name: "Sister" }] });
  expect(rowOf(practice, id)).toMatchObject({ guests: ["cleo@example.com", "sister@example.com"] });
});

test("what was made at the far end and never changed is found within the hour", async () => {
  const practice = await testPractice();
  const { app, time } = practice;
  await compare(practice, "repair");
  time.nowMs += HOUR_MS;
  const { eventTypeId } = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id)[0]!;
  const { uid } = await app.gateway.createBooking({ eventTypeId, startMs: monday(14), attendee: { name: "Joana", email: "joana@example.com", timeZone: "Europe/Lisbon" } });
  expect((await app.gateway.getBooking(uid)).updatedAtMs).toBeNull();
  time.nowMs += MINUTE_MS;
  compareRegularly(app);
  await runDueJobs(app, jobHandlers(app));
  expect(latestRun(app.db)).toMatchObject({ state: "done", since: expect.any(Number) });
  expect(rowsOf(practice)).toMatchObject([{ attendeeName: "Joana", source: "calcom" }]);
});

test("what the far end no longer knows waits for a person, also in a repair", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.db.$client.exec("DELETE FROM engine_bookings");
  const [finding] = await compare(practice, "repair");
  expect(finding).toMatchObject({ kind: "missing_there", bookingId: id });
  expect(rowOf(practice, id)!.status).toBe("confirmed");
  await fixFinding(practice.app, by(practice), finding!.id);
  expect(rowOf(practice, id)!.status).toBe("cancelled");
  expect(await compare(practice)).toEqual([]);
});

test("what was moved there to nobody knows where is not said to be settled", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.db.update(calcomLinks).set({ state: "superseded", facts: null }).run();
  practice.db.$client.exec("DELETE FROM engine_bookings");
  const [finding] = await compare(practice);
  expect(finding).toMatchObject({ kind: "missing_there", bookingId: id, uid: null });
  await expect(fixFinding(practice.app, by(practice), finding!.id)).rejects.toThrow("on its own page");
  expect(listFindings(practice.app.db)).toHaveLength(1);
});

test("a repair takes over what happened there, and says so", async () => {
  const practice = await testPractice();
  const moved = await book(practice);
  const cancelled = await book(practice, { startMs: monday(11) });
  practice.time.nowMs += MINUTE_MS;
  await practice.app.gateway.rescheduleBooking(tipOf(practice, moved.id), { startMs: monday(15) });
  await practice.app.gateway.cancelBooking(tipOf(practice, cancelled.id), "ill");
  expect(await compare(practice, "repair")).toEqual([]);
  expect(rowOf(practice, moved.id)).toMatchObject({ startsAt: monday(15) });
  expect(rowOf(practice, cancelled.id)).toMatchObject({ status: "cancelled", cancellationReason: "ill" });
  expect(listFindings(practice.app.db, { state: "fixed" })).toHaveLength(2);
});

test("a repair follows an appointment through all its moves, also when the first uid brings a change of its own", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const { gateway } = practice.app;
  practice.time.nowMs += MINUTE_MS;
  const first = tipOf(practice, id);
  await gateway.addGuests(first, ["guest@example.com"]);
  const second = await gateway.rescheduleBooking(first, { startMs: monday(14) });
  await compare(practice, "repair");
  expect(rowOf(practice, id)).toMatchObject({ startsAt: monday(14), guests: ["guest@example.com"] });

  practice.db.update(bookings).set({ status: "confirmed" }).where(eq(bookings.id, id)).run();
  practice.time.nowMs += MINUTE_MS;
  const third = await gateway.rescheduleBooking(second.uid, { startMs: monday(15) });
  await compare(practice, "repair");
  expect(rowOf(practice, id)).toMatchObject({ startsAt: monday(15), guests: ["guest@example.com"], status: "rescheduled" });
  expect(tipOf(practice, id)).toBe(third.uid);
});

test("a far end that fails half-way is asked again, and the run ends", async () => {
  const practice = await testPractice();
  await book(practice);
  const { app, far, time } = practice;
  far.fault = faults.html;
  writing(app.db, (tx) => startDrift(tx, app, { mode: "report" }));
  await runDueJobs(app, jobHandlers(app));
  expect(latestRun(app.db)).toMatchObject({ state: "running", compared: 0 });
  far.fault = null;
  time.nowMs += HOUR_MS;
  await runDueJobs(app, jobHandlers(app));
  expect(latestRun(app.db)).toMatchObject({ state: "done", compared: 1 });
});

test("two live appointments of one person at one time are told", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const other = importRow(practice, { startsAt: monday(10, 15) });
  const [finding] = await compare(practice);
  expect(finding).toMatchObject({ kind: "overlaps", bookingId: other.id, differences: [{ here: id, there: { from: monday(10, 15), until: monday(10, 30) } }] });
  practice.db.update(bookings).set({ status: "cancelled" }).where(eq(bookings.id, other.id)).run();
  expect(await compare(practice)).toEqual([]);
  expect(listFindings(practice.app.db, { state: "gone" })).toHaveLength(1);
});

test("a difference put aside stays aside", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.db.$client.exec("DELETE FROM engine_bookings");
  const [finding] = await compare(practice);
  dismissFinding(practice.app, by(practice), finding!.id);
  expect(listFindings(practice.app.db)).toEqual([]);
  expect(rowOf(practice, id)!.status).toBe("confirmed");
  expect(await compare(practice)).toEqual([]);
  await expect(fixFinding(practice.app, { viewer: { kind: "system", reason: "test" }, correlationId: "test" }, finding!.id)).rejects.toThrow("settled already");
});

test("compares by itself: everything once a day, what changed every hour", async () => {
  const practice = await testPractice();
  const { app, time } = practice;
  const since: (number | null)[] = [];
  for (let hour = 0; hour < 26; hour += 1) {
    compareRegularly(app);
    await runDueJobs(app, jobHandlers(app));
    since.push(latestRun(app.db)!.since);
    time.nowMs += HOUR_MS;
  }
  expect(since.filter((each) => each === null)).toHaveLength(2);
  expect(since[0]).toBeNull();
  expect(since[24]).toBeNull();
});

test("a comparison that was given up in a long outage goes on when the far end is back, and the next ones come", async () => {
  const practice = await testPractice();
  const { app, time, far } = practice;
  await book(practice);
  compareRegularly(app);
  await runDueJobs(app, jobHandlers(app));
  time.nowMs += HOUR_MS;
  compareRegularly(app);
  practice.db.update(jobs).set({ deadAt: time.nowMs, attempts: 12 }).run();
  far.fault = faults.down;
  const passes = async (ms: number) => {
    time.nowMs += ms;
    compareRegularly(app);
    await runDueJobs(app, jobHandlers(app));
  };
  await passes(MINUTE_MS);
  expect(practice.db.select().from(jobs).get()).toMatchObject({ deadAt: expect.any(Number) });
  far.fault = null;
  await passes(HOUR_MS);
  expect(latestRun(app.db)).toMatchObject({ state: "done" });
  const before = latestRun(app.db)!.id;
  await passes(HOUR_MS);
  expect(latestRun(app.db)).toMatchObject({ state: "done", id: before + 1 });

  await passes(HOUR_MS - MINUTE_MS);
  time.nowMs += HOUR_MS;
  compareRegularly(app);
  practice.db.delete(jobs).run();
  await passes(MINUTE_MS);
  expect(latestRun(app.db)).toMatchObject({ state: "done", id: before + 2 });
});
