import { z } from "zod";
import { BOOKING_STATUSES } from "#app/bookings/booking.ts";

const instant = z.iso.datetime();

/** A catalogue entry as a booking refers to it. */
export const Named = z.object({ id: z.string(), slug: z.string(), name: z.string() }).meta({ id: "Named" });

/** A booking as the API returns it. */
export const BookingJson = z
  .object({
    id: z.string(),
    status: z.enum(BOOKING_STATUSES).meta({ description: "`rescheduled` is confirmed, at another time than first." }),
    syncState: z.enum(["pushing", "failed", "synced"]).meta({ description: "`pushing`: asked of Cal.com, not answered yet. `failed`: a person has to look." }),
    calcomUid: z.string().nullable().meta({ description: "The uid Cal.com knows it by now, or knew it by last." }),
    startsAt: instant,
    endsAt: instant,
    timeZone: z.string().meta({ description: "The attendee's." }),
    title: z.string(),
    service: Named.nullable(),
    staff: Named.nullable(),
    branch: Named.nullable(),
    attendee: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
    guests: z.array(z.string()),
    attendees: z.array(
      z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), timeZone: z.string().nullable(), absent: z.boolean() }),
    ),
    location: z.string().nullable(),
    meetingUrl: z.string().nullable(),
    notes: z.string().nullable(),
    answers: z.record(z.string(), z.unknown()).meta({ description: "By the question's slug; several choices are joined by line breaks." }),
    metadata: z.record(z.string(), z.unknown()),
    cancellationReason: z.string().nullable(),
    paid: z.boolean(),
    source: z.enum(["web", "api", "admin", "calcom", "import"]),
    user: z
      .object({ id: z.string(), name: z.string(), email: z.string().nullable() })
      .nullable()
      .meta({ description: "Whose booking it is; null for one that came from Cal.com and fits nobody here." }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "Booking" });

export type BookingJson = z.output<typeof BookingJson>;
