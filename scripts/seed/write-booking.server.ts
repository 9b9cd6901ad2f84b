import type { AuditEvent } from "#app/audit/record.server.ts";
import { blockedTime, type BookingStatus } from "#app/bookings/booking.ts";
import { importBooking } from "#app/engine/provision.server.ts";
import { newId } from "#app/lib/tokens.server.ts";
import type { Tx } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { SeedDeps } from "./catalogue.server.ts";
import type { SeedCustomer } from "./customers.ts";
import { eventsOf } from "./events.ts";
import type { Plan } from "./plan.ts";

export interface Booker extends SeedCustomer {
  userId: string;
  /** The actor in the history. */
  actor: string;
}

/**
 * One appointment at both ends, as if it had been booked, moved and cancelled by hand.
 *
 * @returns its history, to be recorded in order with everybody else's
 */
export function writeBooking(tx: Tx, deps: SeedDeps, plan: Plan, booker: Booker, administrator: string): AuditEvent[] {
  const id = newId(deps.random);
  const uids = { first: newId(deps.random), last: newId(deps.random) };
  const icsUid = `${uids.first}@cal.local`;
  importAtEngine(deps, plan, booker, { ...uids, icsUid });
  writeLinks(tx, plan, id, uids);
  const { offering, status, startMs, endMs, moved, ended } = plan;
  const { service, branch, staff } = offering;
  const events = eventsOf(plan, id, booker.actor, administrator);
  tx.insert(bookings)
    .values({
      id,
      userId: booker.userId,
      serviceId: service.id,
      staffId: staff.id,
      branchId: branch.id,
      startsAt: startMs,
      endsAt: endMs,
      ...blockedTime(startMs, endMs, service),
      timeZone: booker.timeZone,
      venueTimeZone: branch.timeZone,
      title: `${service.name} with ${staff.name}`,
      attendeeName: booker.name,
      attendeeEmail: booker.email,
      attendeePhone: booker.phone,
      attendees: [],
      guests: plan.guests,
      answers: plan.answers,
      location: placeOf(plan),
      meetingUrl: service.place === "video" ? offering.videoLink : null,
      notes: plan.notes,
      agenda: service.agenda || null,
      metadata: {},
      status,
      source: "web",
      guarded: true,
      ownFields: [],
      cancellationReason: ended?.reason ?? null,
      cancelledBy: status === "cancelled" ? booker.actor : null,
      cancelledAt: status === "cancelled" ? (ended?.atMs ?? null) : null,
      icsUid,
      icsSequence: (moved ? 1 : 0) + (ended ? 1 : 0),
      version: 1 + events.length,
      createdAt: plan.bookedMs,
      updatedAt: events.at(-1)!.at!,
    })
    .run();
  return events;
}

function importAtEngine(deps: SeedDeps, plan: Plan, booker: Booker, uids: { first: string; last: string; icsUid: string }): void {
  const { offering, moved, ended, guests } = plan;
  const common = {
    eventTypeId: offering.eventTypeId,
    attendee: { name: booker.name, email: booker.email, timeZone: booker.timeZone, ...(booker.phone && { phoneNumber: booker.phone.replaceAll(" ", "") }) },
    guests,
    description: plan.notes,
    location: placeOf(plan),
    responses: { name: booker.name, email: booker.email, displayEmail: booker.email, ...plan.answers, ...(plan.notes && { notes: plan.notes }) },
    metadata: { portalRequestId: newId(deps.random) },
    icsUid: uids.icsUid,
  };
  if (moved) {
    importBooking(deps, {
      ...common,
      uid: uids.first,
      startMs: moved.from.startMs,
      endMs: moved.from.endMs,
      status: "cancelled",
      rescheduledToUid: uids.last,
      createdAtMs: plan.bookedMs,
      updatedAtMs: moved.atMs,
    });
  }
  importBooking(deps, {
    ...common,
    uid: moved ? uids.last : uids.first,
    startMs: plan.startMs,
    endMs: plan.endMs,
    status: farStatus(plan.status),
    ...(moved && { rescheduledFromUid: uids.first, reschedulingReason: moved.reason }),
    ...(ended && { cancellationReason: ended.reason }),
    ...(plan.status === "cancelled" && { cancelledByEmail: booker.email }),
    createdAtMs: moved?.atMs ?? plan.bookedMs,
    updatedAtMs: ended?.atMs ?? plan.answeredMs ?? undefined,
  });
}

function writeLinks(tx: Tx, plan: Plan, bookingId: string, { first, last }: { first: string; last: string }): void {
  const common = { bookingId, rootUid: first, farEnd: "embedded" };
  const now = { state: farStatus(plan.status), stateAt: plan.ended?.atMs ?? plan.answeredMs ?? plan.moved?.atMs ?? plan.bookedMs };
  if (plan.moved) {
    const { atMs } = plan.moved;
    tx.insert(calcomLinks).values({ ...common, uid: first, state: "superseded", stateAt: atMs, createdAt: plan.bookedMs }).run();
    tx.insert(calcomLinks).values({ ...common, ...now, uid: last, predecessorUid: first, createdAt: atMs }).run();
  } else {
    tx.insert(calcomLinks).values({ ...common, ...now, uid: first, createdAt: plan.bookedMs }).run();
  }
}

function farStatus(status: BookingStatus): "accepted" | "pending" | "cancelled" | "rejected" {
  return status === "confirmed" || status === "rescheduled" ? "accepted" : status;
}

function placeOf({ offering }: Plan): string {
  return offering.service.place === "video" ? offering.videoLink : offering.branch.address;
}
