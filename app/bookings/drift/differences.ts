import type { bookings } from "#db/schema/bookings.ts";
import type { Difference } from "#db/schema/drift.ts";

type Row = typeof bookings.$inferSelect;

/** What both ends must agree on. The rest is ours alone, or follows from these. */
const SHARED = [
  "status",
  "startsAt",
  "endsAt",
  "staffId",
  "title",
  "attendeeName",
  "attendeeEmail",
  "attendeePhone",
  "guests",
  "location",
  "meetingUrl",
  "notes",
  "rescheduleRequested",
] as const satisfies (keyof Row)[];

/** The fields that applying the far end's version would change. */
export function differencesBetween(here: Row, there: Row): Difference[] {
  return SHARED.filter((field) => !isSame(here[field], there[field])).map((field) => ({ field, here: here[field], there: there[field] }));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
