import { z } from "zod";
import { ENGINE_LONGEST_MINUTES } from "#db/schema/engine.ts";
import { integrationName } from "#app/engine/event-types/integrations.ts";
import { boolean, email, filled, instant, integer, integerIn, list, optional, phone, record, string, timeZone, url } from "#app/engine/http/fields.ts";
import { languages } from "./languages.ts";

/** Request bodies for bookings. Unknown properties are rejected. */

const MOST_METADATA_KEYS = 50;

const metadata = () =>
  record(z.unknown()).superRefine((value, context) => {
    const told = metadataProblem(value);
    if (told) context.addIssue({ code: "custom", message: told, params: { rule: "metadata" } });
  });

function metadataProblem(value: Record<string, unknown>): string | null {
  const entries = Object.entries(value);
  if (entries.length > MOST_METADATA_KEYS) return `Metadata must have at most ${MOST_METADATA_KEYS} keys`;
  if (entries.some(([key]) => key.length > 40)) return "Metadata keys must be at most 40 characters long";
  if (entries.some(([, text]) => typeof text !== "string")) return "Metadata values must be strings";
  if (entries.some(([, text]) => String(text).length > 500)) return "Metadata values must be at most 500 characters long";
  return null;
}

const language = () => z.enum(languages, { error: `language must be one of the following values: ${languages.join(", ")}` });

const Attendee = z
  .strictObject(
    {
      name: filled(),
      timeZone: timeZone(),
      email: optional(z.union([z.literal(""), email()], { error: "Invalid email format" })),
      phoneNumber: optional(z.union([z.literal(""), phone()], { error: "Invalid phone number format. Please use international format." })),
      language: optional(language()),
    },
    { error: (issue) => (issue.code === "unrecognized_keys" ? undefined : "attendee must be an object") },
  )
  .refine(({ email, phoneNumber }) => Boolean(email) || Boolean(phoneNumber), {
    error: "At least one contact method (email or phone number) must be provided",
    params: { rule: "atLeastOne" },
    when: ({ issues }) => issues.length === 0,
  });

export const BookingLocation = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.enum(["address", "link", "phone", "organizersDefaultApp"]) }),
    z.strictObject({ type: z.literal("integration"), integration: integrationName() }),
    z.strictObject({ type: z.literal("attendeeAddress"), address: filled() }),
    z.strictObject({ type: z.literal("attendeePhone"), phone: phone() }),
    z.strictObject({ type: z.literal("attendeeDefined"), location: filled() }),
  ],
  { error: "location type is not valid" },
);

export const NewBooking = z.strictObject({
  start: instant(),
  attendee: Attendee,
  eventTypeId: optional(integer()),
  eventTypeSlug: optional(string()),
  username: optional(string()),
  teamSlug: optional(string()),
  organizationSlug: optional(string()),
  lengthInMinutes: optional(integerIn(1, ENGINE_LONGEST_MINUTES)),
  bookingFieldsResponses: optional(record(z.unknown())),
  guests: optional(list(email())),
  metadata: optional(metadata()),
  location: optional(z.union([string(), BookingLocation], { error: "location must be a string or one of the possible locations" })),
  meetingUrl: optional(url()),
  routing: optional(record(z.unknown())),
  emailVerificationCode: optional(string()),
  recurrenceCount: optional(integerIn(1, 100)),
  allowConflicts: optional(boolean()),
  allowBookingOutOfBounds: optional(boolean()),
  skipBookingLimits: optional(boolean()),
});

export const Reschedule = z.strictObject({
  start: instant(),
  rescheduledBy: optional(email()),
  reschedulingReason: optional(string()),
  emailVerificationCode: optional(string()),
});

/** For one seat; the others of the booking are not affected. */
export const SeatReschedule = z.strictObject({
  start: instant(),
  seatUid: filled(),
  rescheduledBy: optional(email()),
  emailVerificationCode: optional(string()),
});

export const Cancellation = z.strictObject({
  cancellationReason: optional(string()),
  cancelSubsequentBookings: optional(boolean()),
});

export const SeatCancellation = z.strictObject({
  seatUid: filled(),
  cancellationReason: optional(string()),
});

/** Only the seat uid tells the two bodies apart. */
export function namesSeat(body: unknown): boolean {
  return typeof body === "object" && body !== null && Object.hasOwn(body, "seatUid");
}

export type NewBooking = z.output<typeof NewBooking>;
export type BookingLocation = z.output<typeof BookingLocation>;
