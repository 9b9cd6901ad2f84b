import { z } from "zod";
import { isTimeZone } from "#app/lib/time.ts";

/**
 * Cal.com's responses as they really arrive: everything but a few keys may be missing, null, or of another type than
 * documented, and then reads as null. Unknown fields are ignored.
 */
const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/).transform(Number)]);
const maybeNumber = number.nullish().catch(null);
const record = z.record(z.string(), z.unknown()).nullish().catch(null);

/** An ISO instant as UTC milliseconds; without a zone it is UTC, as the API's own inputs are. */
const instant = z.string().transform((iso, context) => {
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(iso) || !iso.includes("T") ? iso : `${iso}Z`);
  if (!Number.isNaN(ms)) return ms;
  context.addIssue({ code: "custom", message: "not an instant" });
  return z.NEVER;
});
const maybeInstant = instant.nullish().catch(null);

/** A list without its invalid elements. */
function listOf<T extends z.ZodType>(element: T) {
  return z
    .array(element.nullable().catch(null))
    .nullish()
    .catch(null)
    .transform((list) => (list ?? []).filter((each): each is NonNullable<typeof each> => each !== null));
}

const wireHost = z.object({
  /** "unknown", in every field, for a person Cal.com has deleted. */
  id: maybeNumber,
  name: text,
  email: text,
  displayEmail: text,
  username: text,
  timeZone: text,
});

const wireAttendee = z.object({
  name: text,
  email: text,
  displayEmail: text,
  phoneNumber: text,
  timeZone: text,
  language: text,
  absent: flag,
  bookingFieldsResponses: record,
  metadata: record,
});

export const wireBooking = z.object({
  uid: z.string().min(1),
  status: z
    .string()
    .transform((status) => status.toLowerCase())
    .pipe(z.enum(["accepted", "pending", "cancelled", "rejected", "awaiting_host"])),
  start: instant,
  end: instant,
  title: text,
  description: text,
  eventTypeId: maybeNumber,
  eventType: z.object({ id: maybeNumber }).nullish().catch(null),
  hosts: listOf(wireHost),
  attendees: listOf(wireAttendee),
  guests: listOf(z.string()),
  location: text,
  meetingUrl: text,
  bookingFieldsResponses: record,
  metadata: record,
  cancellationReason: text,
  cancelledByEmail: text,
  reschedulingReason: text,
  rescheduledFromUid: text,
  rescheduledToUid: text,
  icsUid: text,
  absentHost: flag,
  createdAt: maybeInstant,
  updatedAt: maybeInstant,
});

/** `{ start, end }`, `{ start }`, or the bare instant the OpenAPI document promises. */
const wireSlot = z.union([
  z.object({ start: instant, end: maybeInstant, seatsRemaining: maybeNumber }),
  instant.transform((start) => ({ start, end: null, seatsRemaining: null })),
]);

export const wireSlotDays = z.record(z.string(), listOf(wireSlot));

export const wireReservation = z.object({ reservationUid: z.string().min(1), reservationUntil: instant });

const wireUserReference = z.object({ id: maybeNumber, userId: maybeNumber, name: text });

export const wireEventType = z.object({
  id: number,
  lengthInMinutes: number,
  lengthInMinutesOptions: listOf(number),
  slug: text,
  title: text,
  description: text,
  hidden: flag,
  scheduleId: maybeNumber,
  ownerId: maybeNumber,
  confirmationPolicy: z.object({ disabled: flag }).nullish().catch(null),
  users: listOf(wireUserReference),
  hosts: listOf(wireUserReference),
});

export const wireUser = z.object({
  id: number,
  username: text,
  email: text,
  name: text,
  timeZone: text,
  defaultScheduleId: maybeNumber,
});

export const wireMembership = z.object({ userId: number, user: z.object({ name: text, email: text, username: text }).nullish().catch(null) });

export const wireSchedule = z.object({ id: number, ownerId: number, isDefault: flag });

/** "09:00", with seconds or without; the end of a day may be written as 24:00, and reads as the last minute, which 23:59 is. */
const wallTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?|24:00(:00)?)$/)
  .transform((time) => (time.startsWith("24") ? "23:59" : time.slice(0, 5)));
const weekday = z.enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
/** An instant is seen as well. */
const calendarDate = z.string().transform((text) => text.slice(0, 10)).pipe(z.iso.date());

/** The hours of a schedule, all or nothing: one line left out would make a wrong day. */
export const wireHours = z.object({
  timeZone: z.string().refine(isTimeZone),
  availability: z.array(z.object({ days: z.array(weekday), startTime: wallTime, endTime: wallTime })),
  overrides: z
    .array(z.object({ date: calendarDate, startTime: wallTime, endTime: wallTime }))
    .nullish()
    .transform((list) => list ?? []),
});

/** Offset pages say `totalItems` and `hasNextPage`; cursor pages `nextCursor` and `hasMore`. */
const wirePagination = z
  .object({ totalItems: maybeNumber, hasNextPage: flag, nextCursor: text, hasMore: flag })
  .nullish()
  .catch(null);

export type WireBooking = z.infer<typeof wireBooking>;
export type WireEventType = z.infer<typeof wireEventType>;
export type WireUser = z.infer<typeof wireUser>;
export type WireMembership = z.infer<typeof wireMembership>;

/** The `data` of a success envelope. An error inside a success envelope is rejected. */
export function envelope<T extends z.ZodType>(data: T) {
  return z.object({ status: z.literal("success").optional(), data, pagination: wirePagination });
}
