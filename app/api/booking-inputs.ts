import { z } from "zod";
import { BOOKING_STATUSES } from "#app/bookings/booking.ts";
import { Moment } from "./moments.ts";

const MOST_ROWS = 100;

const oneOf = `Please give one of ${BOOKING_STATUSES.join(", ")}.`;
const Status = z.enum(BOOKING_STATUSES);

export const BookingParams = z.object({ id: z.string() });

export const BookingQuery = z.object({
  calcomUid: z.string().max(200).optional().meta({ description: "Any uid the appointment ever had at Cal.com." }),
  status: z
    .union([Status.transform((one) => [one]), z.array(Status)], oneOf)
    .optional()
    .meta({ description: "Repeat it for several." }),
  from: Moment.optional(),
  to: Moment.optional().meta({ description: "Like `from`; the moment itself is included, a date as a whole." }),
  q: z
    .string()
    .trim()
    .max(200, "Please use at most 200 characters.")
    .optional()
    .meta({ description: "Words in title, attendee, notes, service, person or branch; or a reference." }),
  limit: z.coerce
    .number("Please give a number.")
    .int("Please give a whole number.")
    .min(1, "Please give at least 1.")
    .transform((asked) => Math.min(asked, MOST_ROWS))
    .default(20)
    .meta({ description: `20 when unset; more than ${MOST_ROWS} counts as ${MOST_ROWS}.` }),
  cursor: z.string().max(200).optional().meta({ description: "`nextCursor` of the page before." }),
});
