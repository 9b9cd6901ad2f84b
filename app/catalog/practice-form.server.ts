import { z } from "zod";
import { WEEKDAYS } from "./hosts.ts";
import { duration, email, text, timeZone } from "./schema.ts";

const clockTime = z.string({ error: "Please give a time, such as 09:00." }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Please give a time, such as 09:00.");
export const price = z
  .string()
  .trim()
  .regex(/^\d{1,6}([.,]\d{1,2})?$/, "Please give a price such as 65 or 65.50.")
  .transform((typed) => Math.round(Number(typed.replace(",", ".")) * 100));

/** The minimum a team needs before somebody can book: company, branch, service, person, hours. */
export const practiceFields = {
  company: text("the company's name", 80),
  timeZone,
  branchName: text("the branch a name", 80),
  address: text("its address", 200),
  branchTimeZone: timeZone,
  serviceName: text("the service a name", 80),
  minutes: duration,
  price: price.optional(),
  /** Whether the administrator is the person. */
  self: z.boolean().optional(),
  personName: text("a name", 80).optional(),
  personEmail: email.optional(),
  days: z.array(z.enum(WEEKDAYS), { error: "Please choose at least one day." }).min(1, "Please choose at least one day."),
  from: clockTime,
  to: clockTime,
};

export type Practice = z.output<z.ZodObject<typeof practiceFields>>;

/** Cross-field rules, reported together with the errors of each field. */
export function practiceRules<T extends z.ZodType<Pick<Practice, "self" | "personName" | "personEmail" | "from" | "to">>>(form: T): T {
  const always = { when: () => true };
  return form
    .refine((typed) => typed.self || Boolean(typed.personName), { path: ["personName"], error: "Please give the name of the person who takes appointments.", ...always })
    .refine((typed) => typed.self || Boolean(typed.personEmail), { path: ["personEmail"], error: "Please give their e-mail address.", ...always })
    .refine((typed) => !typed.from || !typed.to || typed.from < typed.to, { path: ["to"], error: "The day ends before it begins.", ...always });
}
