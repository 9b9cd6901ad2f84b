import { z } from "zod";
import { CancelInput } from "#app/bookings/forms/cancel-form.ts";
import { personFields } from "#app/bookings/forms/details-form.ts";
import { isTimeZone } from "#app/lib/time.ts";
import { Instant } from "./moments.ts";

const MOST_GUESTS = 10;

const name = z.string().max(200).nullish();

export const BookBody = z
  .object(
    {
      service: z.string("Please name a service.").max(200).meta({ description: "Slug or id." }),
      branch: name.meta({ description: "Slug or id; any that has the time when unset." }),
      staff: name.meta({ description: "Slug or id; anybody who is free when unset." }),
      start: Instant,
      duration: z.int("Please give whole minutes.").nullish().meta({ description: "Minutes, for a service that comes in several lengths." }),
      attendee: z.object(
        {
          name: personFields.name,
          email: personFields.email,
          phone: z.union([personFields.phone, z.literal("")], "Please write the number with its country code, such as +351 912 345 678.").nullish(),
          timeZone: z.string().refine(isTimeZone, "Please give a zone such as Europe/Lisbon.").nullish().meta({ description: "The branch's when unset." }),
        },
        "Please say who comes: name and email.",
      ),
      guests: z
        .array(z.email("Please give e-mail addresses."), "Please give a list of e-mail addresses.")
        .max(MOST_GUESTS, `Please name at most ${MOST_GUESTS} people.`)
        .nullish(),
      notes: personFields.notes.nullish(),
      answers: z
        .record(
          z.string(),
          z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()], "Please give a text, a number, true, false or a list of texts."),
          "Please give answers by question.",
        )
        .nullish()
        .meta({ description: "To the service's questions, by their slugs." }),
    },
    "Please send a JSON object.",
  )
  .meta({ id: "NewBooking" });

export const RescheduleBody = z.object({ start: Instant, reason: CancelInput.shape.reason.nullable() }, "Please send a JSON object.").meta({ id: "Reschedule" });

export const CancelBody = z.object({ reason: CancelInput.shape.reason.nullable() }, "Please send a JSON object.").meta({ id: "Cancellation" });
