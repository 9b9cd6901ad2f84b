import { asc, inArray } from "drizzle-orm";
import { writing, type Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { bulkItems, bulkRuns } from "#db/schema/bulk.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { searchOf } from "../all/filters.ts";
import type { AllFilters } from "../all/filters.ts";
import { matchingIds } from "../all/list.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import { MOST_AT_ONCE, type BulkVerb } from "./verbs.ts";

/** What was chosen on the list: bookings by id, or all that match its filters. `listed`: how many the list said there are. */
export type Chosen = { ids: string[] } | { filters: AllFilters; listed: number | null };

/**
 * Record which bookings are meant, for the preview page. From here on the run is exactly these, however the list
 * changes. Nothing is done yet.
 *
 * @returns the run's id
 * @throws AppError forbidden; invalid when nothing or too much was chosen
 */
export function draftRun(app: App, viewer: PersonViewer, verb: BulkVerb, chosen: Chosen, most = MOST_AT_ONCE): string {
  assertAdministrator(viewer);
  const all = "filters" in chosen;
  const ids = all ? matchingIds(app, viewer, chosen.filters, most + 1) : knownIds(app.db, chosen.ids);
  if (ids.length === 0) throw new AppError("invalid", all ? "Nothing matches any more." : "Choose at least one booking first.");
  if (ids.length > most) throw new AppError("invalid", `At most ${most.toLocaleString("en-GB")} bookings can be changed at once. Narrow the list, for example by dates.`);
  const id = newId(app.random);
  writing(app.db, (tx) => {
    const origin = all ? { query: queryOf(chosen.filters), listed: chosen.listed, ignored: 0 } : { ignored: new Set(chosen.ids).size - ids.length };
    tx.insert(bulkRuns).values({ id, verb, state: "draft", startedBy: viewer.userId, createdAt: app.clock(), ...origin }).run();
    const items = ids.map((bookingId, position) => ({ runId: id, position, bookingId, state: "waiting" as const }));
    for (let at = 0; at < items.length; at += BATCH) tx.insert(bulkItems).values(items.slice(at, at + BATCH)).run();
  });
  return id;
}

/** SQLite accepts only some thousands of values in one statement. */
const BATCH = 500;

/** Those that exist, soonest first. Made-up ids are left out. */
function knownIds(db: Db, asked: string[]): string[] {
  const distinct = [...new Set(asked)];
  const found: { id: string; startsAt: number }[] = [];
  for (let at = 0; at < distinct.length; at += BATCH) {
    found.push(...db.select({ id: bookings.id, startsAt: bookings.startsAt }).from(bookings).where(inArray(bookings.id, distinct.slice(at, at + BATCH))).orderBy(asc(bookings.startsAt)).all());
  }
  return found.sort((a, b) => a.startsAt - b.startsAt).map(({ id }) => id);
}

function queryOf(filters: AllFilters): string {
  return paths.adminBookings(searchOf({ ...filters, cursor: undefined })).split("?")[1] ?? "";
}
