import { z } from "zod";
import { readStart } from "#app/availability/choice.server.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { personFields } from "../forms/details-form.ts";

const slug = z.string().max(100).optional();
const kept = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** What the page that books for a caller reads of its address: all of the form may stand there, since looking for times sends it along. */
export const CallerSearch = z.object({
  service: slug.catch(undefined),
  branch: slug.catch(undefined),
  staff: slug.catch(undefined),
  duration: kept(z.coerce.number().int().positive()),
  date: kept(z.iso.date()),
  start: kept(z.string().max(40)),
  /** A customer who is looked for, and one who was chosen. */
  q: kept(z.string().trim().max(200)),
  customer: kept(z.string().max(60)),
});
export type CallerSearch = z.output<typeof CallerSearch>;

/** What the desk knows of a caller. A phone number is enough, when it has its country code. */
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
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the time as 14:30.").optional(),
    /** Why a time that is not on offer is booked all the same. */
    override: z.string().trim().max(500, "Please use at most 500 characters.").optional(),
    customer: z.string().max(60).optional(),
    ...personFields,
    email: personFields.email.optional(),
    answers: z.record(z.string().max(100), z.union([z.string(), z.array(z.string())])).optional(),
    textMe: kept(z.boolean()),
    key: kept(z.string().min(8).max(100)),
  })
  .superRefine(({ start, time, email, phone }, ctx) => {
    const fault = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    if (!start && time === undefined) fault("start", "Choose a time, or write another one.");
    if (!email && !phone) fault("phone", "Please give a phone number or an e-mail address.");
    if (!email && phone && phoneNumber(phone) === null) fault("phone", "Without an e-mail address the number needs its country code, such as +351 912 345 678.");
  });
export type CallerForm = z.output<typeof CallerForm>;
