import type { App } from "#app/app.server.ts";
import { viewerOf, type User } from "#app/auth/user.ts";
import { dateIn } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { bookingsCsv } from "../csv.ts";
import { filterOptions, reconcile } from "./filter-options.server.ts";
import type { BookingFilters } from "../filters.ts";
import { exportBookings } from "../queries.server.ts";
import { readingZone } from "./reading-zone.ts";

/** All pages of what the list shows under the same filters. */
export function portalExport(app: App, user: User, asked: BookingFilters): { pieces: Iterable<string>; fileName: string } {
  const viewer = viewerOf(user);
  const company = readCompany(app.db);
  const { filters } = reconcile(app, filterOptions(app, viewer), asked);
  const rows = exportBookings(app, viewer, { ...filters, cursor: undefined });
  const today = dateIn(user.timeZone ?? company.timeZone, app.clock());
  return { pieces: bookingsCsv(rows, (booking) => readingZone(user, company, booking)), fileName: `appointments-${filters.tab}-${today}.csv` };
}
