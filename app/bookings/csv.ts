import { csvOf, type CsvColumn } from "#app/lib/csv.ts";
import { dateIn, toIso, zoned } from "#app/lib/time.ts";
import { didNotCome } from "./attendance.ts";
import type { BookingDetails } from "./queries.server.ts";
import { referenceOf } from "./reference.ts";

/** A list of bookings for a spreadsheet: local dates and times it can sort by, and the instant itself last. */
export function bookingsCsv(rows: Iterable<BookingDetails>, zoneOf: (booking: BookingDetails) => string, options?: { bom: boolean }): Generator<string> {
  const columns: CsvColumn<BookingDetails>[] = [
    { header: "Date", value: (booking) => dateIn(zoneOf(booking), booking.startsAt) },
    { header: "Start", value: (booking) => clock(zoneOf(booking), booking.startsAt) },
    { header: "End", value: (booking) => clock(zoneOf(booking), booking.endsAt) },
    { header: "Time zone", value: zoneOf },
    { header: "Status", value: ({ status }) => status },
    { header: "No-show", value: (booking) => (didNotCome(booking) ? "yes" : null) },
    { header: "Service", value: ({ service }) => service?.name ?? null },
    { header: "Title", value: ({ title }) => title },
    { header: "With", value: ({ staff }) => staff?.name ?? null },
    { header: "Branch", value: ({ branch }) => branch?.name ?? null },
    { header: "Place", value: ({ meetingUrl, location, branch }) => meetingUrl ?? location ?? branch?.address ?? null },
    { header: "Name", value: ({ attendeeName }) => attendeeName },
    { header: "E-mail", value: ({ attendeeEmail }) => attendeeEmail },
    { header: "Phone", value: ({ attendeePhone }) => attendeePhone },
    { header: "Guests", value: ({ guests }) => guests.join("; ") },
    { header: "Notes", value: ({ notes }) => notes },
    { header: "Reason for cancelling", value: ({ cancellationReason }) => cancellationReason },
    { header: "Reference", value: ({ id }) => referenceOf(id) },
    { header: "Starts at (UTC)", value: ({ startsAt }) => toIso(startsAt) },
  ];
  return csvOf(columns, rows, options);
}

/** "09:05", whatever the company's time format: spreadsheets can parse this one. */
function clock(zone: string, instantMs: number): string {
  return zoned(zone, instantMs).toPlainTime().toString({ smallestUnit: "minute" });
}
