import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { bookingsCsv } from "../csv.ts";
import type { AllFilters } from "./filters.ts";
import { exportAllBookings } from "./export.server.ts";
import { bookingsById } from "./list.server.ts";

/** What the list shows under the same filters, all pages of it, in its order. */
export function allBookingsCsv(app: App, viewer: Viewer, filters: AllFilters, options: { bom: boolean }): Generator<string> {
  const { timeZone } = readCompany(app.db);
  return bookingsCsv(exportAllBookings(app, viewer, filters), () => timeZone, options);
}

/** The same of these alone. Ids of bookings that are not there are left out. */
export function chosenBookingsCsv(app: App, viewer: Viewer, ids: string[], options: { bom: boolean }): Generator<string> {
  const { timeZone } = readCompany(app.db);
  return bookingsCsv(bookingsById(app, viewer, ids), () => timeZone, options);
}
