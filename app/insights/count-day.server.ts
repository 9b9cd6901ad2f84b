import { and, eq, gte, inArray, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { dayNumbers, uncountedDays } from "#db/schema/insights.ts";
import { didNotCome } from "#app/bookings/attendance.ts";
import { DAY_MS, isTimeZone, MINUTE_MS, zoned } from "#app/lib/time.ts";

type Counted = Pick<typeof bookings.$inferSelect, "startsAt" | "endsAt" | "createdAt" | "venueTimeZone" | "status" | "staffId" | "serviceId" | "branchId" | "attendees">;
type Numbers = typeof dayNumbers.$inferInsert;

/** Recount one day (UTC), in the transaction that removes it from the list. */
export function countDay(tx: Tx, utcDay: number): void {
  tx.delete(uncountedDays).where(eq(uncountedDays.utcDay, utcDay)).run();
  tx.delete(dayNumbers).where(eq(dayNumbers.utcDay, utcDay)).run();
  const { startsAt, endsAt, createdAt, venueTimeZone, status, staffId, serviceId, branchId, attendees } = bookings;
  const rows = tx
    .select({ startsAt, endsAt, createdAt, venueTimeZone, status, staffId, serviceId, branchId, attendees })
    .from(bookings)
    .where(and(gte(startsAt, utcDay * DAY_MS), lt(startsAt, (utcDay + 1) * DAY_MS), inArray(status, ["confirmed", "rescheduled", "pending", "cancelled", "rejected"])))
    .all();
  for (const batch of inBatches(numbersOf(utcDay, rows))) tx.insert(dayNumbers).values(batch).run();
}

/** Well below SQLite's limit of bound values. */
const BATCH = 500;

function inBatches<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, n) => all.slice(n * BATCH, (n + 1) * BATCH));
}

function numbersOf(utcDay: number, rows: Counted[]): Numbers[] {
  const sums = new Map<string, Numbers>();
  const clocks = new Map<string, { date: string; hour: string }>();
  for (const row of rows) {
    const { date, hour } = atVenue(clocks, row);
    const keys = { all: "", staff: row.staffId ?? "", service: row.serviceId ?? "", branch: row.branchId ?? "", hour };
    for (const [dimension, key] of Object.entries(keys) as [Numbers["dimension"], string][]) {
      const name = `${date} ${dimension} ${key}`;
      const sum = sums.get(name) ?? { utcDay, date, dimension, key, kept: 0, cancelled: 0, declined: 0, noShows: 0, minutes: 0, leadMinutes: 0 };
      sums.set(name, sum);
      add(sum, row);
    }
  }
  return [...sums.values()];
}

function add(sum: Numbers, { status, startsAt, endsAt, createdAt, attendees }: Counted): void {
  if (status === "cancelled") sum.cancelled += 1;
  else if (status === "rejected") sum.declined += 1;
  else {
    sum.kept += 1;
    sum.minutes += Math.round((endsAt - startsAt) / MINUTE_MS);
    // Appointments entered afterwards count as booked at their start.
    sum.leadMinutes += Math.max(0, Math.round((startsAt - createdAt) / MINUTE_MS));
    if (didNotCome({ attendees })) sum.noShows += 1;
  }
}

/** No zone changes its clocks within a quarter of an hour, so one offset is valid for all of it. */
const QUARTER_MS = 15 * MINUTE_MS;

function atVenue(clocks: Map<string, { date: string; hour: string }>, { startsAt, venueTimeZone }: Counted): { date: string; hour: string } {
  const name = `${venueTimeZone} ${Math.floor(startsAt / QUARTER_MS)}`;
  const known = clocks.get(name);
  if (known) return known;
  const at = zoned(isTimeZone(venueTimeZone) ? venueTimeZone : "UTC", startsAt);
  const clock = { date: at.toPlainDate().toString(), hour: String(at.hour) };
  clocks.set(name, clock);
  return clock;
}
