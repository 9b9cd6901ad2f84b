import type { App } from "#app/app.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { csvOf } from "#app/lib/csv.ts";
import { giveWay } from "#app/lib/give-way.ts";
import { paths } from "#app/lib/paths.ts";
import { checkRow, takes } from "./check.server.ts";
import { offeringsNamed } from "./offerings-named.server.ts";
import { COLUMNS, MOST_ROWS, questionOf, type FileRow } from "./read-file.ts";
import { offerRules } from "./rules.server.ts";
import { countRows, findImport, rowsOf, type ImportRow } from "./run.server.ts";

export interface ShownImportRow {
  line: number;
  when: string;
  customer: string;
  what: string;
  outcome: "book" | "exception" | "there" | "cannot" | "waiting" | "booked" | "refused";
  reason: string | null;
  href: string | null;
}

/** Rows per page; in the preview, what cannot be booked comes first. */
const SHOWN = 200;

/** A run as its page shows it: a preview of each row before it is confirmed, afterwards each outcome. */
export async function importPage(app: App, runId: string) {
  const run = findImport(app.db, runId);
  if (run.state !== "draft") {
    const counts = countRows(app.db, runId);
    const rows = (["refused", "waiting", "booked", "there"] as const).flatMap((state) => rowsOf(app.db, runId, { state, most: SHOWN })).slice(0, SHOWN);
    return {
      id: runId,
      state: run.state,
      tells: run.tells,
      counts,
      forecast: null,
      hoursAreRead: true,
      hidden: counts.total - rows.length,
      rows: rows.map((row) => shown(row, row.state, row.reason, row.bookingId)),
    };
  }
  const checked = await forecast(app, rowsOf(app.db, runId, { most: MOST_ROWS }));
  const that = (outcome: Foreseen["outcome"]) => checked.filter((row) => row.outcome === outcome);
  const rows = (["cannot", "exception", "book", "there"] as const).flatMap(that).slice(0, SHOWN);
  return {
    id: runId,
    state: run.state,
    tells: run.tells,
    counts: countRows(app.db, runId),
    forecast: { book: that("book").length, exceptions: that("exception").length, there: that("there").length, cannot: that("cannot").length },
    hoursAreRead: checked.every(({ hoursAreRead }) => hoursAreRead),
    hidden: checked.length - rows.length,
    rows: rows.map(({ row, outcome, reason, bookingId }) => shown(row, outcome, reason, bookingId)),
  };
}

interface Foreseen {
  row: ImportRow;
  outcome: "book" | "exception" | "there" | "cannot";
  reason: string | null;
  bookingId: string | null;
  /** Whether the person's hours could be read and were checked. */
  hoursAreRead: boolean;
}

/** Rows as they would be booked one after the other: an earlier row may take the time of a later one. */
async function forecast(app: App, rows: ImportRow[]): Promise<Foreseen[]> {
  const [rules, named] = [await offerRules(app), offeringsNamed(app.db)];
  const keys = new Map<string, number>();
  const taken = new Map<string, { from: number; until: number; line: number }[]>();
  const foresee = (row: ImportRow): Omit<Foreseen, "row"> => {
    const found = checkRow(app.db, row, named, app.clock());
    if (found.verdict === "cannot") return cannot(found.reason);
    if (found.verdict === "there") return { outcome: "there", reason: null, bookingId: found.bookingId, hoursAreRead: true };
    const { offerings, startMs, durationMinutes, idempotencyKey } = found.request;
    const same = keys.get(idempotencyKey);
    if (same !== undefined) return cannot(`The same as line ${same}`);
    keys.set(idempotencyKey, row.line);
    const met = (one: Offering) => taken.get(one.staff.id)?.find(({ from, until }) => from < takes(startMs, durationMinutes, one).until && until > takes(startMs, durationMinutes, one).from);
    const free = offerings.filter((one) => !met(one));
    if (free.length === 0) return cannot(`Line ${met(offerings[0]!)!.line} takes that time`);
    const { one, reason, hoursAreRead } = rules(free, startMs, durationMinutes);
    taken.set(one.staff.id, [...(taken.get(one.staff.id) ?? []), { ...takes(startMs, durationMinutes, one), line: row.line }]);
    return { outcome: reason === null ? "book" : "exception", reason, bookingId: null, hoursAreRead };
  };
  const foreseen: Foreseen[] = [];
  for (const [index, row] of rows.entries()) {
    foreseen.push({ row, ...foresee(row) });
    if (index % AT_ONCE === AT_ONCE - 1) await giveWay();
  }
  return foreseen;
}

/** Rows between two pauses for other requests. */
const AT_ONCE = 100;

const cannot = (reason: string) => ({ outcome: "cannot" as const, reason, bookingId: null, hoursAreRead: true });

/** The refused rows with the reason, to be corrected and imported again. */
export function refusedCsv(app: App, runId: string): Generator<string> {
  findImport(app.db, runId);
  const rows = rowsOf(app.db, runId, { state: "refused", most: MOST_ROWS });
  const column = (header: string, key: string) => ({ header, value: ({ cells }: ImportRow) => cells[key] ?? null });
  const columns = Object.entries(COLUMNS).map(([key, [header]]) => column(header, key));
  // Each row of a file has all columns of its file.
  const answers = Object.keys(rows[0]?.cells ?? {}).flatMap((key) => {
    const question = questionOf(key);
    return question === null ? [] : [column(question, key)];
  });
  return csvOf([{ header: "Line", value: ({ line }) => line }, { header: "Refused because", value: ({ reason }) => reason }, ...columns, ...answers], rows);
}

function shown({ line, cells }: FileRow, outcome: ShownImportRow["outcome"], reason: string | null, bookingId: string | null): ShownImportRow {
  const when = [cells.date, cells.start].filter(Boolean).join(" ") || (cells.utc ?? "");
  return { line, when, customer: cells.name ?? "", what: [cells.service, cells.staff, cells.branch].filter(Boolean).join(", "), outcome, reason, href: bookingId && paths.adminBooking(bookingId) };
}
