import type { AuditEvent } from "#app/audit/record.server.ts";
import type { Plan } from "./plan.ts";

/** An appointment's history in the words the product itself writes. */
export function eventsOf(plan: Plan, bookingId: string, customer: string, administrator: string): (AuditEvent & { at: number })[] {
  const { offering, status, bookedMs, answeredMs, moved, ended } = plan;
  const first = moved?.from ?? plan;
  const about = { subjectType: "booking", subjectId: bookingId } as const;
  const byCustomer = { ...about, actor: customer, source: "web" } as const;
  const byPractice = { ...about, actor: administrator, source: "admin" } as const;
  const action = offering.service.requiresConfirmation ? "requested" : "booked";
  const events: (AuditEvent & { at: number })[] = [{ ...byCustomer, action, at: bookedMs, data: { startsAt: first.startMs, endsAt: first.endMs } }];
  if (answeredMs !== null) events.push({ ...byPractice, action: "confirmed", at: answeredMs });
  if (moved) events.push({ ...byCustomer, action: "moved", at: moved.atMs, data: { from: moved.from.startMs, to: plan.startMs, reason: moved.reason } });
  if (ended && status === "cancelled") events.push({ ...byCustomer, action: "cancelled", at: ended.atMs, data: { reason: ended.reason } });
  if (ended && status === "rejected") events.push({ ...byPractice, action: "declined", at: ended.atMs, data: { reason: ended.reason } });
  return events;
}
