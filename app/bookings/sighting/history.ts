import type { Booking } from "../booking.ts";

type Line = { action: string; data: Record<string, unknown> };

/** What happened, derived from the row before and after. */
export function eventsBetween(before: Booking | null, after: Booking): Line[] {
  if (!before) return [firstLine(after), ...(after.status === "cancelled" || after.status === "rejected" ? [endLine(after)] : [])];
  const lines: Line[] = [];
  if (before.startsAt !== after.startsAt) lines.push({ action: "moved", data: { from: before.startsAt, to: after.startsAt, reason: null } });
  if (before.status !== after.status) lines.push(...statusLines(before, after));
  if (before.staffId !== after.staffId) lines.push({ action: "reassigned", data: { from: before.staffId, to: after.staffId } });
  if (!before.paid && after.paid) lines.push({ action: "paid", data: {} });
  const [wereAbsent, areAbsent] = [before, after].map(({ attendees }) => attendees.filter(({ absent }) => absent).length) as [number, number];
  if (wereAbsent !== areAbsent) lines.push({ action: areAbsent > wereAbsent ? "marked absent" : "absence taken back", data: {} });
  const changed = DETAILS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (changed.length > 0) lines.push({ action: "edited", data: { before: pick(before, changed), after: pick(after, changed) } });
  return lines;
}

const DETAILS = ["title", "notes", "attendeeName", "attendeeEmail", "attendeePhone", "location", "meetingUrl", "guests"] as const satisfies (keyof Booking)[];

function firstLine({ status, startsAt, endsAt }: Booking): Line {
  return { action: status === "pending" ? "requested" : "booked", data: { startsAt, endsAt } };
}

function endLine({ status, cancellationReason }: Booking): Line {
  return { action: status === "rejected" ? "declined" : "cancelled", data: { reason: cancellationReason } };
}

function statusLines(before: Booking, after: Booking): Line[] {
  if (after.status === "cancelled" || after.status === "rejected") return [endLine(after)];
  if (before.status === "pending") return [{ action: "confirmed", data: {} }];
  // "rescheduled" is covered by the move.
  return after.status === "pending" ? [{ action: "requested", data: {} }] : [];
}

function pick(row: Booking, fields: readonly (keyof Booking)[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, row[field]]));
}
