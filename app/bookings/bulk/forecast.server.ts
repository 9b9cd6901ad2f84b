import { asc, eq, inArray } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import { bulkItems } from "#db/schema/bulk.ts";
import type { App } from "#app/app.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { staffById } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { giveWay } from "#app/lib/give-way.ts";
import { wouldReach, type Reached } from "../messages/reach.server.ts";
import type { Happening } from "../messages/happening.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";
import { reminderReach } from "../reminders/remind-now.server.ts";
import { hoursAgainst, isToDo } from "./asks.server.ts";
import type { Run } from "./run.ts";
import { ALREADY } from "./verbs.ts";

export interface Forecast {
  changing: BookingDetails[];
  /** By why they stay as they are, the commonest first. */
  unchanged: { reason: string; bookings: BookingDetails[] }[];
  /** Gone since they were chosen. */
  missing: number;
  messages: Reached[];
}

/** Rows between two pauses in which visitors' requests are served. */
const BATCH = 25;

/** What a run would do if it started now, by the same checks as the run itself. Writes nothing. */
export async function forecast(app: App, viewer: Viewer, run: Run): Promise<Forecast> {
  const ids = app.db.select({ id: bulkItems.bookingId }).from(bulkItems).where(eq(bulkItems.runId, run.id)).orderBy(asc(bulkItems.position)).all().map(({ id }) => id);
  const seen: Forecast = { changing: [], unchanged: [], missing: 0, messages: [] };
  const why = new Map<string, BookingDetails[]>();
  for (let at = 0; at < ids.length; at += BATCH) {
    const batch = ids.slice(at, at + BATCH);
    const found = new Map(selection(app.db).where(inArray(bookings.id, batch)).all().map((row) => [row.booking.id, details(row)]));
    for (const id of batch) {
      const booking = found.get(id);
      const reason = booking && (whyNot(app, viewer, run, booking) ?? meetsOneBefore(run, booking, seen.changing) ?? (await hoursAgainst(app, run, booking)));
      if (!booking) seen.missing += 1;
      else if (reason) why.set(reason, (why.get(reason) ?? []).concat(booking));
      else {
        seen.changing.push(booking);
        seen.messages.push(...reachOf(app, viewer, run, booking));
      }
    }
    await giveWay();
  }
  return { ...seen, unchanged: [...why].map(([reason, rows]) => ({ reason, bookings: rows })).sort((a, b) => b.bookings.length - a.bookings.length) };
}

function whyNot(app: App, viewer: Viewer, run: Run, booking: BookingDetails): string | null {
  try {
    return isToDo(app, viewer, run, booking) ? null : ALREADY[run.verb];
  } catch (error) {
    if (error instanceof AppError) return error.atDesk;
    throw error;
  }
}

/** Each alone may suit the new person, but two at the same time do not. */
function meetsOneBefore({ verb }: Run, { blockedFrom, blockedUntil }: BookingDetails, changing: BookingDetails[]): string | null {
  const meets = verb === "reassign" && changing.some((other) => other.blockedFrom < blockedUntil && blockedFrom < other.blockedUntil);
  return meets ? "It overlaps another one of these: one person cannot take both." : null;
}

function reachOf(app: App, viewer: Viewer, { verb, reason, staffId }: Run, booking: BookingDetails): Reached[] {
  const actor = actorOf(viewer);
  const happened = (action: Happening["action"], data: Happening["data"]) => wouldReach(app, booking, { action, data, actor });
  switch (verb) {
    case "confirm":
      return happened("confirmed", { startsAt: booking.startsAt });
    case "cancel":
      return happened("cancelled", { reason });
    case "reassign":
      return wouldReach(app, { ...booking, staffId, staff: staffById(app.db, staffId ?? "") }, { action: "reassigned", data: { from: booking.staffId, to: staffId }, actor });
    case "remind":
      return reminderReach(app, booking);
  }
}
