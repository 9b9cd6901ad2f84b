import { z } from "zod";
import { Named } from "./booking-schema.ts";
import { Moment } from "./moments.ts";

const name = z.string().max(200);

export const SlotsQuery = z.object({
  service: z.string("Please name a service.").max(200).meta({ description: "Slug or id." }),
  branch: name.optional().meta({ description: "Slug or id; any when unset." }),
  staff: name.optional().meta({ description: "Slug or id; anybody when unset." }),
  from: Moment.optional().meta({ description: "Now when unset." }),
  to: Moment.optional().meta({
    description: "The moment itself is included, a date as a whole. A week after `from` when unset, and no more than 92 days after it.",
  }),
  duration: z.coerce
    .number("Please give whole minutes.")
    .int("Please give whole minutes.")
    .optional()
    .meta({ description: "Minutes, for a service that comes in several lengths; its first when unset." }),
});

export const SlotJson = z.object({ start: z.iso.datetime(), end: z.iso.datetime(), staff: Named }).meta({ id: "Slot" });
