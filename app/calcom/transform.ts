import type { CalcomAttendee, CalcomBooking, CalcomEventType, CalcomHost, CalcomMember, CalcomSlot, CalcomUser } from "./model.ts";
import { isLink } from "./seen-values.ts";
import type { WireBooking, WireEventType, WireMembership, WireUser, wireSlotDays } from "./wire.ts";
import type { z } from "zod";

export function toBooking(wire: WireBooking): CalcomBooking {
  const responses = wire.bookingFieldsResponses ?? wire.attendees[0]?.bookingFieldsResponses ?? {};
  const location = filled(wire.location) ?? filled(wire.meetingUrl) ?? locationIn(responses);
  return {
    uid: wire.uid,
    status: wire.status,
    startMs: wire.start,
    endMs: wire.end,
    title: wire.title ?? "",
    description: filled(wire.description),
    eventTypeId: wire.eventTypeId ?? wire.eventType?.id ?? null,
    hosts: wire.hosts.map(toHost),
    attendees: attendeesOf(wire, responses),
    guests: wire.guests.length > 0 ? wire.guests : textsIn(responses.guests),
    location,
    meetingUrl: [wire.location, wire.meetingUrl].map(filled).find(isLink) ?? null,
    responses,
    metadata: textValues(wire.metadata ?? wire.attendees[0]?.metadata ?? {}),
    cancellationReason: filled(wire.cancellationReason),
    cancelledByEmail: filled(wire.cancelledByEmail),
    reschedulingReason: filled(wire.reschedulingReason),
    rescheduledFromUid: filled(wire.rescheduledFromUid),
    rescheduledToUid: filled(wire.rescheduledToUid),
    icsUid: filled(wire.icsUid),
    absentHost: wire.absentHost ?? false,
    createdAtMs: wire.createdAt ?? null,
    updatedAtMs: wire.updatedAt ?? null,
  };
}

/** In order of time, each instant once. */
export function toSlots(days: z.infer<typeof wireSlotDays>): CalcomSlot[] {
  const free = Object.values(days)
    .flat()
    .filter((slot) => slot.seatsRemaining !== 0);
  const byStart = new Map(free.map((slot) => [slot.start, { startMs: slot.start, endMs: slot.end ?? null }]));
  return [...byStart.values()].sort((a, b) => a.startMs - b.startMs);
}

export function toEventType(wire: WireEventType): CalcomEventType {
  const people = wire.hosts.length > 0 ? wire.hosts : wire.users;
  const hosts = people.flatMap(({ userId, id, name }) => {
    const known = userId ?? id ?? null;
    return known === null ? [] : [{ userId: known, name: filled(name) }];
  });
  const ownerId = wire.ownerId ?? null;
  return {
    id: wire.id,
    slug: wire.slug ?? String(wire.id),
    title: filled(wire.title) ?? wire.slug ?? "",
    description: wire.description ?? "",
    lengthInMinutes: wire.lengthInMinutes,
    lengthInMinutesOptions: [...new Set([wire.lengthInMinutes, ...wire.lengthInMinutesOptions])].sort((a, b) => a - b),
    requiresConfirmation: Boolean(wire.confirmationPolicy) && wire.confirmationPolicy?.disabled !== true,
    hidden: wire.hidden ?? false,
    scheduleId: wire.scheduleId ?? null,
    ownerId,
    hosts: hosts.length === 0 && ownerId !== null ? [{ userId: ownerId, name: null }] : hosts,
  };
}

export function toUser(wire: WireUser): CalcomUser {
  return {
    id: wire.id,
    username: wire.username ?? "",
    email: wire.email ?? "",
    name: filled(wire.name),
    timeZone: filled(wire.timeZone) ?? "UTC",
    defaultScheduleId: wire.defaultScheduleId ?? null,
  };
}

export function toMember({ userId, user }: WireMembership): CalcomMember {
  return { id: userId, name: filled(user?.name), email: filled(user?.email), username: filled(user?.username) };
}

function toHost(wire: WireBooking["hosts"][number]): CalcomHost {
  return {
    id: wire.id ?? null,
    name: filled(wire.name) ?? "unknown",
    email: known(wire.displayEmail) ?? known(wire.email) ?? "",
    username: known(wire.username),
    timeZone: known(wire.timeZone),
  };
}

/** The booker's address is sometimes only in the form's answers. */
function attendeesOf(wire: WireBooking, responses: Record<string, unknown>): CalcomAttendee[] {
  const answered = {
    name: textIn(responses.name),
    email: textIn(responses.displayEmail) ?? textIn(responses.email),
    phoneNumber: textIn(responses.attendeePhoneNumber),
  };
  const [booker, ...others] = wire.attendees;
  if (!booker && answered.name === null && answered.email === null) return [];
  return [
    toAttendee(booker ?? {}, answered),
    ...others.map((other) => toAttendee(other, { name: null, email: null, phoneNumber: null })),
  ];
}

function toAttendee(
  wire: Partial<WireBooking["attendees"][number]>,
  answered: { name: string | null; email: string | null; phoneNumber: string | null },
): CalcomAttendee {
  return {
    name: filled(wire.name) ?? answered.name ?? "",
    email: filled(wire.displayEmail) ?? filled(wire.email) ?? answered.email,
    phoneNumber: filled(wire.phoneNumber) ?? answered.phoneNumber,
    timeZone: filled(wire.timeZone),
    language: filled(wire.language),
    absent: wire.absent ?? false,
  };
}

function locationIn(responses: Record<string, unknown>): string | null {
  const { location } = responses;
  if (typeof location !== "object" || location === null) return textIn(location);
  const { optionValue, value } = location as { optionValue?: unknown; value?: unknown };
  return textIn(optionValue) ?? textIn(value);
}

function textValues(record: Record<string, unknown>): Record<string, string> {
  const simple = Object.entries(record).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return Object.fromEntries(simple.map(([key, value]) => [key, String(value)]));
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((each) => textIn(each) ?? []) : [];
}

function textIn(value: unknown): string | null {
  return typeof value === "string" ? filled(value) : null;
}

/** Cal.com sends "" for no value. */
function filled(value: string | null | undefined): string | null {
  return value?.trim() ? value : null;
}

function known(value: string | null | undefined): string | null {
  return value === "unknown" ? null : filled(value);
}
