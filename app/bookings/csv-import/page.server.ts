import type { App } from "#app/app.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { csvOf } from "#app/lib/csv.ts";
import { paths } from "#app/lib/paths.ts";
import { checkRow, takes, type Verdict } from "./check.server.ts";
import { COLUMNS, MOST_ROWS, type FileRow } from "./read-file.ts";
import { countRows, findImport, rowsOf, type ImportRow } from "./run.server.ts";

export interface ShownImportRow {
  line: number;
  when: string;
  customer: string;
  what: string;
  outcome: "book" | "there" | "cannot" | "waiting" | "booked" | "refused";
  reason: string | null;
  href: string | null;
}

/** Rows to a page: what cannot be booked comes first where nothing is booked yet. */
const SHOWN = 200;

/** A run as its page shows it: before it is confirmed what would become of each row, then what became of it. */
export function importPage(app: App, runId: string) {
  const run = findImport(app.db, runId);
  if (run.state !== "draft") {
    const counts = countRows(app.db, runId);
    const rows = (["refused", "waiting", "booked", "there"] as const).flatMap((state) => rowsOf(app.db, runId, { state, most: SHOWN })).slice(0, SHOWN);
    return { id: runId, state: run.state, tells: run.tells, counts, forecast: null, hidden: counts.total - rows.length, rows: rows.map((row) => shown(row, row.state, row.reason, row.bookingId)) };
  }
  const checked = forecast(app, rowsOf(app.db, runId, { most: MOST_ROWS }));
  const count = (verdict: Verdict["verdict"]) => checked.filter((row) => row.found.verdict === verdict).length;
  const rows = (["cannot", "book", "there"] as const).flatMap((verdict) => checked.filter((row) => row.found.verdict === verdict)).slice(0, SHOWN);
  return {
    id: runId,
    state: run.state,
    tells: run.tells,
    counts: countRows(app.db, runId),
    forecast: { book: count("book"), there: count("there"), cannot: count("cannot") },
    hidden: checked.length - rows.length,
    rows: rows.map(({ row, found }) => shown(row, found.verdict, found.verdict === "cannot" ? found.reason : null, found.verdict === "there" ? found.bookingId : null)),
  };
}

/** Rows as they would be booked one after the other: an earlier row may take the time of a later one. */
export function forecast(app: App, rows: ImportRow[]): { row: ImportRow; found: Verdict }[] {
  const keys = new Map<string, number>();
  const taken = new Map<string, { from: number; until: number; line: number }[]>();
  return rows.map((row) => {
    const found = checkRow(app.db, row, app.clock());
    if (found.verdict !== "book") return { row, found };
    const { offerings, startMs, durationMinutes, idempotencyKey } = found.request;
    const same = keys.get(idempotencyKey);
    if (same !== undefined) return { row, found: { verdict: "cannot", reason: `The same as line ${same}` } };
    keys.set(idempotencyKey, row.line);
    const met = (one: Offering) => taken.get(one.staff.id)?.find(({ from, until }) => from < takes(startMs, durationMinutes, one).until && until > takes(startMs, durationMinutes, one).from);
    const free = offerings.find((one) => !met(one));
    if (!free) return { row, found: { verdict: "cannot", reason: `Line ${met(offerings[0]!)!.line} takes that time` } };
    taken.set(free.staff.id, [...(taken.get(free.staff.id) ?? []), { ...takes(startMs, durationMinutes, free), line: row.line }]);
    return { row, found };
  });
}

/** What was refused, with why, to be mended and brought again. */
export function refusedCsv(app: App, runId: string): Generator<string> {
  findImport(app.db, runId);
  const columns = Object.entries(COLUMNS).map(([column, [header]]) => ({ header, value: ({ cells }: ImportRow) => cells[column] ?? null }));
  return csvOf([{ header: "Line", value: ({ line }) => line }, { header: "Refused because", value: ({ reason }) => reason }, ...columns], rowsOf(app.db, runId, { state: "refused", most: MOST_ROWS }));
}

function shown({ line, cells }: FileRow, outcome: ShownImportRow["outcome"], reason: string | null, bookingId: string | null): ShownImportRow {
  const when = [cells.date, cells.start].filter(Boolean).join(" ") || (cells.utc ?? "");
  return { line, when, customer: cells.name ?? "", what: [cells.service, cells.staff, cells.branch].filter(Boolean).join(", "), outcome, reason, href: bookingId && paths.adminBooking(bookingId) };
}
