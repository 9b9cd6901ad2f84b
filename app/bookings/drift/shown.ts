import type { Difference } from "#db/schema/drift.ts";
import { momentText, shortMomentText, timeRangeText, type HourCycle } from "#app/lib/format.ts";
import type { Finding } from "./findings.server.ts";

/** One row of the report, in words. */
export interface ShownFinding {
  id: number;
  /** "Differs", "Not here" ... */
  kind: string;
  what: string;
  /** Of the appointment here; null when there is none. */
  bookingId: string | null;
  uid: string | null;
  differences: { label: string; here: string; there: string }[];
  /** What the button says; null where a person must decide. */
  fix: string | null;
  found: string;
}

interface Reader {
  zone: string;
  hourCycle: HourCycle;
  /** By id: "Massage with Ana Costa, Tue 14 Oct, 14:30". */
  appointment: (id: string) => string | null;
  /** By id: "Ana Costa". */
  person: (id: string) => string | null;
}

const KINDS: Record<Finding["kind"], { kind: string; fix: string | null }> = {
  missing_here: { kind: "Missing here", fix: "Bring it in" },
  missing_there: { kind: "Missing at Cal.com", fix: "Cancel it here" },
  differs: { kind: "Differs", fix: "Take over from Cal.com" },
  overlaps: { kind: "Overlaps", fix: null },
};

const LABELS: Record<string, string> = {
  status: "Status",
  startsAt: "Starts",
  endsAt: "Ends",
  staffId: "Person",
  title: "Title",
  attendeeName: "Name",
  attendeeEmail: "E-mail",
  attendeePhone: "Phone",
  guests: "Guests",
  location: "Place",
  meetingUrl: "Meeting link",
  notes: "Notes",
  rescheduleRequested: "New time asked for",
};

export function showFinding(finding: Finding, reader: Reader): ShownFinding {
  const { id, kind, bookingId, uid, differences, foundAt } = finding;
  return {
    id,
    ...KINDS[kind],
    what: (bookingId && reader.appointment(bookingId)) ?? "An appointment that is not here",
    bookingId,
    uid,
    differences: kind === "overlaps" ? differences.map((each) => overlap(each, reader)) : differences.map((each) => inWords(each, reader)),
    found: shortMomentText(foundAt, reader.zone, reader.hourCycle),
  };
}

function overlap({ here, there }: Difference, { appointment, zone, hourCycle }: Reader) {
  const { from, until } = there as { from: number; until: number };
  return { label: "With", here: appointment(String(here)) ?? "another appointment", there: timeRangeText(from, until, zone, hourCycle) };
}

function inWords({ field, here, there }: Difference, reader: Reader) {
  return { label: LABELS[field] ?? field, here: valueText(field, here, reader), there: valueText(field, there, reader) };
}

function valueText(field: string, value: unknown, { zone, hourCycle, person }: Reader): string {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "nothing";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return momentText(value, zone, hourCycle);
  return (field === "staffId" ? person(String(value)) : null) ?? String(value);
}
