import { and, eq, isNotNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { calcomHostMappings, staff } from "#db/schema/catalog.ts";
import type { Attendee } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { byEventTypeId } from "#app/catalog/queries.server.ts";
import type { CalcomHost } from "#app/calcom/model.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { blockedTime, type Booking, type BookingStatus } from "../booking.ts";
import type { Projection } from "./chain.ts";

/** Columns of an appointment made at the far end: everything follows the far end. */
export function foreignColumns(tx: Tx, app: App, projection: Projection) {
  const { facts } = projection;
  const { scalars } = facts;
  const people = attendeesOf(projection);
  const [booker, ...others] = people;
  const [host] = scalars.hosts?.[1] ?? [];
  const offering = scalars.eventTypeId ? byEventTypeId(app.db, scalars.eventTypeId[1]) : null;
  const times = timesOf(projection, offering?.service ?? null);
  const venueTimeZone = offering?.branch.timeZone ?? host?.timeZone ?? readCompany(app.db).timeZone;
  return times && {
    ...times,
    serviceId: offering?.service.id ?? null,
    branchId: offering?.branch.id ?? null,
    staffId: staffOf(tx, host) ?? offering?.staff.id ?? null,
    status: statusOf(projection),
    title: scalars.title?.[1] ?? offering?.service.name ?? "Appointment",
    venueTimeZone,
    timeZone: booker?.timeZone ?? venueTimeZone,
    attendeeName: booker?.name ?? "",
    attendeeEmail: booker?.email ?? null,
    attendeePhone: booker?.phone ?? null,
    attendees: people,
    guests: others.flatMap(({ email }) => email ?? []),
    answers: answersOf(projection, offering?.service.questions.map(({ slug }) => slug) ?? []),
    notes: scalars.notes?.[1] ?? null,
    location: placeOf(scalars.location?.[1] ?? null, offering?.branch.address ?? null),
    meetingUrl: scalars.meetingUrl?.[1] ?? null,
    metadata: Object.fromEntries(Object.entries(facts.metadata).map(([key, [, value]]) => [key, value])),
    icsUid: scalars.icsUid?.[1] ?? `${projection.root}@Cal.com`,
    ...endOf(projection),
  };
}

export function timesOf({ facts: { scalars } }: Projection, service: { bufferBeforeMinutes: number; bufferAfterMinutes: number } | null) {
  const [startsAt, endsAt] = [scalars.startMs?.[1], scalars.endMs?.[1]];
  if (startsAt === undefined || endsAt === undefined || endsAt < startsAt) return null;
  return { startsAt, endsAt, ...blockedTime(startsAt, endsAt, service ?? { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }) };
}

/** How it ended, and what else only the far end knows. */
export function endOf({ state, facts: { scalars } }: Projection) {
  const isOver = state === "cancelled" || state === "rejected";
  return {
    paid: scalars.paid?.[1] ?? false,
    rescheduleRequested: scalars.requestReschedule?.[1] ?? false,
    cancellationReason: isOver ? scalars.reason?.[1] ?? null : null,
    cancelledBy: isOver ? scalars.cancelledBy?.[1] ?? null : null,
  };
}

export function statusOf({ state, isMoved }: Projection): BookingStatus {
  if (state === "accepted") return isMoved ? "rescheduled" : "confirmed";
  return state === "superseded" ? "rescheduled" : state;
}

/** For a group booking that is over, everybody who had a seat. */
export function attendeesOf({ facts: { people }, present }: Projection): Attendee[] {
  const keys = present.length > 0 ? present : Object.keys(people).sort();
  return keys.map((key) => {
    const person = people[key] ?? {};
    const email = key.includes("@") ? key : null;
    return {
      // A guest has only an address.
      name: person.name?.[1] ?? email ?? key,
      email,
      phone: person.phone?.[1] ?? null,
      timeZone: person.timeZone?.[1] ?? null,
      ...(person.absent?.[1] && { absent: true }),
    };
  });
}

/** Keyed by the question's slug if the service asks it, otherwise by the far end's name for it. */
function answersOf({ facts }: Projection, asked: string[]): Booking["answers"] {
  return Object.fromEntries(Object.entries(facts.answers).map(([slug, [, { label, value }]]) => [asked.includes(slug) ? slug : label ?? slug, value]));
}

/** The bare name of an app is not a location. */
function placeOf(location: string | null, address: string | null): string | null {
  return location?.startsWith("integrations:") ? address : location ?? address;
}

export function staffOf(tx: Tx, host: CalcomHost | undefined): string | null {
  if (!host) return null;
  const mapped = host.id === null ? undefined : tx.select({ id: calcomHostMappings.staffId }).from(calcomHostMappings).where(eq(calcomHostMappings.calcomUserId, host.id)).get();
  const named = host.email === "" ? undefined : tx.select({ id: staff.id }).from(staff).where(and(isNotNull(staff.email), eq(staff.email, host.email.toLowerCase()))).get();
  return (mapped ?? named)?.id ?? null;
}
