import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { runDueJobs } from "#app/jobs/run.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { allBookingsCsv } from "../all/csv.server.ts";
import { NO_FILTERS } from "../all/filters.ts";
import { addUser, besides, book, monday, offeringsFor, rowOf, temporaryFile, testPractice } from "../testing.ts";
import { draftImport } from "./draft.server.ts";
import { importPage, refusedCsv } from "./page.server.ts";
import { readFile } from "./read-file.ts";
import { enqueueImportStep, startImport } from "./run.server.ts";
import { importStep } from "./step.server.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const HEAD = "Service,With,Branch,Date,Start,End,Name,E-mail,Phone,Notes";

async function practiceWithAdmin(file?: string) {
  const practice = await testPractice(file ? { file } : {});
  const admin = addUser(practice, "boss@example.com", "admin") as PersonViewer;
  const draft = (text: string) => draftImport(practice.app, admin, bytes(text));
  const start = (id: string, { tells = false, override }: { tells?: boolean; override?: string } = {}) => startImport(practice.app, admin, id, { tells, override, correlationId: "request-1" });
  const work = (app = practice.app) => runDueJobs(app, { "import-step": importStep }, { atOnce: 1 });
  const outcomes = async (id: string) => Object.fromEntries((await importPage(practice.app, id)).rows.map(({ line, outcome, reason }) => [line, reason ? `${outcome}: ${reason}` : outcome]));
  return { practice, admin, draft, start, work, outcomes };
}

test("a file is read with or without its mark, by commas or semicolons, with line breaks in quotes, and rows keep their lines", () => {
  for (const mark of ["", "\uFEFF"]) {
    for (const [by, end] of [[",", "\r\n"], [";", "\n"]] as const) {
      const text = [["Service", "Name", "E-mail", "Date", "Start", "Notes", "Else"], ["Fitting", "Ana", "a@b.test", "2026-11-23", "09:00", '"two\nlines; with, both"', "x"], [], ["Massage", "'+Bo", "b@b.test", "2026-11-23", "10:00", "", ""]].map((cells) => cells.join(by)).join(end);
      expect(readFile(bytes(mark + text))).toMatchObject([
        { line: 2, cells: { service: "Fitting", notes: "two\nlines; with, both" } },
        { line: 5, cells: { service: "Massage", name: "+Bo" } },
      ]);
    }
  }
});

test("a file that is none is refused in words", () => {
  const refusal = (content: Uint8Array) => expect(() => readFile(content));
  refusal(bytes("Service,Name\nA,B")).toThrow("must name at least");
  refusal(bytes(HEAD)).toThrow("no rows");
  refusal(new Uint8Array([...bytes(`${HEAD}\n`), 0xff, 0xfe])).toThrow("UTF-8");
  refusal(bytes(`${HEAD}\nFitting,"open`)).toThrow("cannot be read as CSV");
  refusal(new Uint8Array(5 * 1024 * 1024 + 1)).toThrow("5 MiB");
});

test("each row is told beforehand what would become of it, and nothing is written", async () => {
  const { practice, draft, outcomes } = await practiceWithAdmin();
  const { id } = await book(practice, { startMs: monday(12), offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id) });
  const { attendeeName, attendeeEmail } = practice.db.select().from(bookings).all().find((row) => row.id === id)!;
  const row = (start: string, { date = "2026-11-23", service = "Consultation", staff = "Ana Costa", end = "", email = "new@example.com", name = "New", zone = "" } = {}) => [service, staff, "Lisbon", date, start, end, name, email, "", "", zone].join(",");
  const run = draft([`${HEAD},Time zone`, row("09:00"), row("09:15"), row("12:00"), row("12:00", { email: attendeeEmail!, name: attendeeName }), row("09:00", { service: "Juggling" }), row("09:00", { date: "2020-01-06" }), row("25:00"), row("01:30", { date: "2027-03-28" }), row("01:30", { date: "2026-12-24", zone: "Nowhere/Else" }), row("10:00", { staff: "Cleo Hart" }), row("10:00", { end: "10:45" }), row("01:30", { date: "2027-10-31" }), row("14:00", { email: "no address" }), row("08:00"), row("16:45"), row("10:00", { date: "2027-06-07" }), row("12:00", { email: attendeeEmail!, name: "Her Son" })].join("\n"));
  expect(await outcomes(run)).toEqual({
    2: "book",
    3: "cannot: Line 2 takes that time",
    4: expect.stringMatching(`^cannot: Ana Costa has ${attendeeName} then`),
    5: "there",
    6: "cannot: Unknown service: Juggling",
    7: "cannot: It is in the past",
    8: expect.stringContaining("Cannot read the time “2026-11-23 25:00”"),
    9: "cannot: That time does not exist: the clocks go forward then",
    10: "cannot: No such time zone: Nowhere/Else",
    11: "cannot: Cleo Hart does not do Consultation at Lisbon",
    12: "cannot: Consultation is not offered at 45 minutes",
    13: expect.stringContaining("comes twice"),
    14: "cannot: Not an e-mail address: no address",
    15: "exception: Outside the hours of Ana Costa",
    16: "exception: Outside the hours of Ana Costa",
    17: "exception: It is more than 60 days ahead",
    18: expect.stringMatching(`^cannot: Ana Costa has ${attendeeName} then`),
  });
  expect(await importPage(practice.app, run)).toMatchObject({ hoursAreRead: true });
  // Where nobody's hours can be read they speak against nothing, and the page says so.
  const blind = await importPage({ ...practice.app, hosts: { readHours: async () => null, write: null } }, run);
  expect([blind.hoursAreRead, blind.rows.find(({ line }) => line === 15)?.outcome]).toEqual([false, "book"]);
  expect(practice.db.select().from(bookings).all()).toHaveLength(1);
});

test("our own CSV is read again: what stands in it is there already", async () => {
  const { practice, admin, draft, outcomes } = await practiceWithAdmin();
  for (const hour of [9, 11, 13]) await book(practice, { startMs: monday(hour) });
  const run = draft([...allBookingsCsv(practice.app, admin, NO_FILTERS, { bom: true })].join(""));
  expect(await outcomes(run)).toEqual({ 2: "there", 3: "there", 4: "there" });
});

test("a confirmed file is booked once, row by row, over a process that dies in the middle and a second upload", async () => {
  const { practice, draft, start, work, outcomes } = await practiceWithAdmin(temporaryFile());
  const text = [HEAD, ...[9, 10, 11, 12, 13, 14].map((hour) => `Consultation,Ana Costa,Lisbon,2026-11-23,${String(hour).padStart(2, "0")}:00,,New ${hour},new${hour}@example.com,,`), "Consultation,Ana Costa,Lisbon,2026-11-23,20:00,,Late,late@example.com,,"].join("\n");
  const [run, again] = [draft(text), draft(text)];
  start(run);
  start(run);
  // The answer to one row is written at the far end and lost here, as when the process is killed.
  practice.far.fault = async (request, engine) => {
    const answer = await engine(request);
    if (request.method === "POST" && (await answer.clone().text()).includes("New 10")) throw new Error("killed");
    return answer;
  };
  await work();
  practice.far.fault = null;
  practice.db.$client.exec("UPDATE import_rows SET state = 'waiting', booking_id = NULL WHERE line = 3; UPDATE import_runs SET state = 'running' WHERE state = 'done'");
  writing(practice.db, (tx) => enqueueImportStep(tx, practice.app, run));
  const { app } = besides(practice);
  for (let step = 0; step < 4; step += 1) await work(app);
  expect(await outcomes(run)).toMatchObject({ 2: "booked", 3: "booked", 4: "booked", 7: "booked", 8: "refused: Outside the hours of Ana Costa" });
  expect([...refusedCsv(practice.app, run)].join("")).toContain("8,Outside the hours of Ana Costa,Consultation");
  start(again);
  for (let step = 0; step < 4; step += 1) await work();
  expect(await outcomes(again)).toMatchObject({ 2: "there", 3: "there", 7: "there" });
  const rows = practice.db.select().from(bookings).all();
  expect(rows.map(({ attendeeName, source }) => `${attendeeName} ${source}`).sort()).toEqual([9, 10, 11, 12, 13, 14].map((hour) => `New ${hour} import`).sort());
  expect(practice.db.select().from(notifications).all()).toEqual([]);
});

test("customers are written to where that was ticked, and a calendar that is away makes rows wait", async () => {
  const { practice, draft, start, work, outcomes } = await practiceWithAdmin();
  const run = draft(`${HEAD}\nConsultation,Ana Costa,Lisbon,2026-11-23,09:00,,New,new@example.com,,`);
  practice.far.fault = () => Promise.resolve(new Response("down", { status: 503 }));
  start(run, { tells: true });
  await work();
  expect(await outcomes(run)).toEqual({ 2: "waiting" });
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS * 10;
  for (let step = 0; step < 3; step += 1) await work();
  expect(await outcomes(run)).toEqual({ 2: "booked" });
  expect(practice.db.select().from(notifications).all().map(({ recipient }) => recipient)).toContain("new@example.com");
});

test("times that are not on offer are booked where the desk gave a reason, nobody twice, and the history says why", async () => {
  const { practice, draft, start, work, outcomes } = await practiceWithAdmin();
  const row = (start: string, name: string) => `Consultation,Ana Costa,Lisbon,2026-11-23,${start},,${name},${name}@example.com,,`;
  const [without, run] = [draft([HEAD, row("20:00", "Late"), row("12:10", "Between")].join("\n")), draft([HEAD, row("20:00", "Late"), row("12:10", "Between"), row("20:15", "Twice"), row("09:00", "Early")].join("\n"))];
  start(without);
  await work();
  expect(await outcomes(without)).toEqual({ 2: "refused: Outside the hours of Ana Costa", 3: "refused: Not among the times on offer, or just taken" });
  expect(await outcomes(run)).toEqual({ 2: "exception: Outside the hours of Ana Costa", 3: "book", 4: "cannot: Line 2 takes that time", 5: "book" });
  start(run, { override: "Agreed before we moved here." });
  for (let step = 0; step < 2; step += 1) await work();
  expect(await outcomes(run)).toEqual({ 2: "booked", 3: "booked", 4: expect.stringMatching("^refused: Ana Costa has Late then"), 5: "booked" });
  const booked = practice.db.select({ bookingId: auditEvents.subjectId, data: auditEvents.data }).from(auditEvents).where(eq(auditEvents.action, "booked")).all();
  const reasons = booked.map(({ bookingId, data }) => [rowOf(practice, bookingId)!.attendeeName, (JSON.parse(data ?? "{}") as { override?: string }).override]);
  expect(Object.fromEntries(reasons)).toEqual({ Late: "Agreed before we moved here.", Between: "Agreed before we moved here.", Early: undefined });
  expect(practice.db.select().from(notifications).all()).toEqual([]);
});

test("columns named like a service's questions are its answers, and a customer known by a phone number alone is enough", async () => {
  const { practice, draft, start, work, outcomes } = await practiceWithAdmin();
  const row = (start: string, ...answers: string[]) => ["Fitting", "Ana Costa", "2026-11-23", start, "New", "+351 912 345 678", ...answers].join(",");
  const run = draft(["Service,With,Date,Start,Name,Phone,which size?,Age,Else", row("09:00", "small", "41", "x"), row("10:00", "", "", ""), row("11:00", "Huge", "", ""), row("12:00", "Large", "old", "")].join("\n"));
  expect(await outcomes(run)).toEqual({
    2: "book",
    3: "cannot: Fitting asks “Which size?”: it needs an answer in a column of that name",
    4: "cannot: “Which size?”: Please choose one of the answers offered.",
    5: "cannot: “How old?”: Please write a number.",
  });
  start(run);
  await work();
  const [made, ...others] = practice.db.select().from(bookings).all();
  expect(others).toEqual([]);
  expect(made).toMatchObject({ attendeeEmail: null, attendeePhone: "+351912345678", answers: { size: "Small", age: "41" } });
  const refused = [...refusedCsv(practice.app, run)].join("");
  expect(refused).toContain("which size?,age\r\n");
  expect(refused).toContain("Huge,");
  expect(refused).not.toContain("Else");
  expect(await outcomes(draft(["Service,With,Date,Start,Name,Phone", "Fitting,Ana Costa,2026-11-23,09:00,New,+351912345678"].join("\n")))).toEqual({ 2: "there" });
});
