import { shortMomentText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import type { Company } from "#app/settings/company.server.ts";
import type { BookingDetails } from "../queries.server.ts";

/** A booking in one line. */
export interface BulkRow {
  id: string;
  href: string;
  when: string;
  customer: string;
  what: string;
}

export function bulkRow({ id, startsAt, attendeeName, title }: BookingDetails, { timeZone, hourCycle }: Pick<Company, "timeZone" | "hourCycle">): BulkRow {
  return { id, href: paths.adminBooking(id), when: shortMomentText(startsAt, timeZone, hourCycle), customer: attendeeName, what: title };
}
