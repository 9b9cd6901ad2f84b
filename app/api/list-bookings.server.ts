import type { z } from "zod";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { readCursor } from "#app/bookings/cursor.ts";
import { searchBookings } from "#app/bookings/search.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { bookingsJson } from "./booking-json.server.ts";
import type { BookingQuery } from "./booking-inputs.ts";
import { endOf, startOf } from "./moments.ts";

/** @throws AppError invalid for a cursor we did not issue */
export function listBookings(app: App, viewer: Viewer, query: z.output<typeof BookingQuery>) {
  const { timeZone } = readCompany(app.db);
  const cursor = readCursor(query.cursor);
  if (query.cursor !== undefined && cursor === null) throw new AppError("invalid", "Please look at cursor.", { fields: { cursor: "Please give nextCursor of the page before." } });
  const { rows, next } = searchBookings(app, viewer, {
    calcomUid: query.calcomUid,
    statuses: query.status ?? [],
    fromMs: query.from === undefined ? undefined : startOf(query.from, timeZone),
    untilMs: query.to === undefined ? undefined : endOf(query.to, timeZone),
    q: query.q,
    limit: query.limit,
    cursor,
  });
  return { data: bookingsJson(app, rows), nextCursor: next };
}
