import { z } from "zod";
import { readStart } from "#app/availability/choice.server.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { personFields } from "../forms/details-form.ts";

const slug = z.string().max(100).optional();
const kept = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The query of the page that books for a caller: it may contain the whole form, since searching for times sends it along. */
export const CallerSearch = z.object({
  service: slug.catch(undefined),
  branch: slug.catch(undefined),
  staff: slug.catch(undefined),
  duration: kept(z.coerce.number().int().positive()),
  date: kept(z.iso.date()),
  start: kept(z.string().max(40)),
  /** A customer search, and the customer chosen. */
  q: kept(z.string().trim().max(200)),
  customer: kept(z.string().max(60)),
});
export type CallerSearch = z.output<typeof CallerSearch>;

const isWithCode = (phone: string) => phoneNumber(phone) !== null;
/** Reports a missing field together with other errors, not only after those are fixed. */
const together = (path: string, error: string) => ({ path: [path], error, when: ({ value }: { value: unknown }) => typeof value === "object" && value !== null });

/** What the desk enters for a caller. A phone number with its country code is enough. */
export const CallerForm = z
  .object({
    service: z.string("Choose a service.").max(100),
    branch: slug,
    staff: slug,
    duration: kept(z.coerce.number().int().positive()),
    date: z.iso.date("Choose a day."),
    /** One of the times on offer, as a UTC instant... */
    start: z.string().transform(readStart).nullish(),
    /** ... or another one by the branch's clock. */
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the time as 14:30.")
      .optional(),
    /** Why a time that is not on offer is booked anyway. */
    override: z.string().trim().max(500, "Please use at most 500 characters.").optional(),
    customer: z.string().max(60).optional(),
    ...personFields,
    name: z.string("Please write their name.").pipe(personFields.name),
    email: personFields.email.optional(),
    answers: z.record(z.string().max(100), z.union([z.string(), z.array(z.string())])).optional(),
    textMe: kept(z.boolean()),
    key: kept(z.string().min(8).max(100)),
  })
  .refine(({ start, time }) => Boolean(start) || time !== undefined, together("start", "Choose a time, or write another one."))
  .refine(({ email, phone }) => email !== undefined || phone !== undefined, together("phone", "Please give a phone number or an e-mail address."))
  .refine(
    ({ email, phone }) => email !== undefined || phone === undefined || isWithCode(phone),
    together("phone", "Without an e-mail address the number needs its country code, such as +351 912 345 678."),
  );
export type CallerForm = z.output<typeof CallerForm>;
