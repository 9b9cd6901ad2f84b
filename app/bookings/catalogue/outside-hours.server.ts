import { eq } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { Hours } from "#app/catalog/hosts.ts";
import { liesWithin, openWindows } from "#app/catalog/open-windows.ts";
import type { BookingDetails } from "../queries.server.ts";
import { appointmentsAhead } from "./stranded.server.ts";

export const OUTSIDE = { one: "appointment lies outside the new hours", many: "appointments lie outside the new hours" };

/** Somebody's appointments that lay within their hours and no longer do. */
export function newlyOutside(app: App, staffId: string, before: Hours, after: Hours): BookingDetails[] {
  const ahead = appointmentsAhead(app, eq(bookings.staffId, staffId));
  if (ahead.length === 0) return [];
  const range = { startMs: ahead[0]!.startsAt, endMs: Math.max(...ahead.map(({ endsAt }) => endsAt)) };
  const [open, still] = [openWindows(before, range), openWindows(after, range)];
  return ahead.filter(({ startsAt, endsAt }) => {
    const time = { startMs: startsAt, endMs: endsAt };
    return liesWithin(open, time) && !liesWithin(still, time);
  });
}
