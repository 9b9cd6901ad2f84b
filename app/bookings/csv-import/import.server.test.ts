import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { notifications } from "#db/schema/records.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { runDueJobs } from "#app/jobs/run.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { allBookingsCsv } from "../all/csv.server.ts";
import { NO_FILTERS } from "../all/filters.ts";
import { addUser, besides, book, monday, offeringsFor, temporaryFile, testPractice } from "../testing.ts";
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
  const start = (id: string, tells = false) => startImport(practice.app, admin, id, { tells, correlationId: "request-1" });
  const work = (app = practice.app) => runDueJobs(app, { "import-step": importStep }, { atOnce: 1 });
  const outcomes = (id: string) => Object.fromEntries(importPage(practice.app, id).rows.map(({ line, outcome, reason }) => [line, reason ? `${outcome}: ${reason}` : outcome]));
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
  const row = (start: string, { date = "2026-11-23", service = "Consultation", staff = "Ana Costa", end = "", email = "new@example.com", zone = "" } = {}) => [service, staff, "Lisbon", date, start, end, "New", email, "", "", zone].join(",");
  const run = draft([`${HEAD},Time zone`, row("09:00"), row("09:15"), row("12:00"), row("12:00", { email: attendeeEmail! }), row("09:00", { service: "Juggling" }), row("09:00", { date: "2020-01-06" }), row("25:00"), row("01:30", { date: "2027-03-28" }), row("01:30", { date: "2026-12-24", zone: "Nowhere/Else" }), row("10:00", { staff: "Cleo Hart" }), row("10:00", { end: "10:45" }), row("01:30", { date: "2027-10-31" }), row("14:00", { email: "no address" })].join("\n"));
  expect(outcomes(run)).toEqual({
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
  });
  expect(practice.db.select().from(bookings).all()).toHaveLength(1);
});

test("our own CSV is read again: what stands in it is there already", async () => {
  const { practice, admin, draft, outcomes } = await practiceWithAdmin();
  for (const hour of [9, 11, 13]) await book(practice, { startMs: monday(hour) });
  const run = draft([...allBookingsCsv(practice.app, admin, NO_FILTERS, { bom: true })].join(""));
  expect(outcomes(run)).toEqual({ 2: "there", 3: "there", 4: "there" });
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
  expect(outcomes(run)).toMatchObject({ 2: "booked", 3: "booked", 4: "booked", 7: "booked", 8: "refused: Outside the hours offered, or just taken" });
  expect([...refusedCsv(practice.app, run)].join("")).toContain("8,\"Outside the hours offered, or just taken\",Consultation");
  start(again);
  for (let step = 0; step < 4; step += 1) await work();
  expect(outcomes(again)).toMatchObject({ 2: "there", 3: "there", 7: "there" });
  const rows = practice.db.select().from(bookings).all();
  expect(rows.map(({ attendeeName, source }) => `${attendeeName} ${source}`).sort()).toEqual([9, 10, 11, 12, 13, 14].map((hour) => `New ${hour} import`).sort());
  expect(practice.db.select().from(notifications).all()).toEqual([]);
});

test("customers are written to where that was ticked, and a calendar that is away makes rows wait", async () => {
  const { practice, draft, start, work, outcomes } = await practiceWithAdmin();
  const run = draft(`${HEAD}\nConsultation,Ana Costa,Lisbon,2026-11-23,09:00,,New,new@example.com,,`);
  practice.far.fault = () => Promise.resolve(new Response("down", { status: 503 }));
  start(run, true);
  await work();
  expect(outcomes(run)).toEqual({ 2: "waiting" });
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS * 10;
  for (let step = 0; step < 3; step += 1) await work();
  expect(outcomes(run)).toEqual({ 2: "booked" });
  expect(practice.db.select().from(notifications).all().map(({ recipient }) => recipient)).toContain("new@example.com");
});
