import { z } from "zod";
import { LONGEST_MINUTES, MOST_OFFSETS, SHORTEST_MINUTES } from "#app/settings/reminder-times.ts";
import { isTimeZone } from "#app/lib/time.ts";

const DAY_MINUTES = 1_440;

export const text = (what: string, max: number) =>
  z.string({ error: `Please give ${what}.` }).trim().min(1, `Please give ${what}.`).max(max, `Please use at most ${max} characters.`);
const optionalText = (max: number) => z.string().trim().max(max, `Please use at most ${max} characters.`).default("");
export const email = z
  .string({ error: "Please give an e-mail address." })
  .trim()
  .toLowerCase()
  .pipe(z.email("Please give an e-mail address, such as name@example.com.").max(254, "This e-mail address is too long."));
export const timeZone = z.string({ error: "Please choose a time zone." }).refine(isTimeZone, "Please choose a time zone.");
/** The name in URLs; old links with another name stop working. */
export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .max(60, "Please use at most 60 characters.")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Please use lower-case letters, digits and single hyphens, such as first-visit.");
const minutes = z.int().min(0, "This cannot be negative.").max(365 * DAY_MINUTES);
export const duration = z.int("Please give whole minutes.").min(5, "Please give at least 5 minutes.").max(DAY_MINUTES, "Please give at most 1440 minutes (a day).");
const optionsOf = ["select", "radio", "checkbox"];

const Question = z
  .object({
    slug: z.string().regex(/^[a-z0-9-]{1,60}$/),
    label: text("the question", 200),
    type: z.enum(["text", "textarea", "select", "radio", "checkbox", "phone", "number", "boolean"]),
    required: z.boolean(),
    hint: z.string().max(200).optional(),
    options: z.array(z.string().min(1).max(100)).max(50).optional(),
  })
  .refine((question) => !optionsOf.includes(question.type) || (question.options?.length ?? 0) > 0, { path: ["options"], error: "Please give at least one choice." });

export const BranchInput = z.object({
  name: text("the branch a name", 80),
  /** From the name when it is left out. */
  slug: slug.optional(),
  address: text("its address", 200),
  timeZone,
  arrivalNotes: optionalText(1000),
  phone: z.string().max(40).nullable().default(null),
  email: email.nullable().default(null),
});
export type BranchInput = z.input<typeof BranchInput>;

export const ServiceInput = z.object({
  name: text("the service a name", 80),
  /** From the name when it is left out. */
  slug: slug.optional(),
  description: optionalText(1000),
  durationsMinutes: z.array(duration).min(1, "Please give at least one duration.").max(8),
  bufferBeforeMinutes: minutes.max(DAY_MINUTES).default(0),
  bufferAfterMinutes: minutes.max(DAY_MINUTES).default(0),
  slotIntervalMinutes: duration.nullable().default(null),
  noticeMinutes: minutes.default(0),
  windowDays: z.int().min(1, "Please give at least one day.").max(730, "Please give at most two years.").default(60),
  changeDeadlineMinutes: minutes.default(0),
  priceCents: z.int().min(0, "A price cannot be negative.").max(100_000_000).nullable().default(null),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i, "Please give a colour such as #0f766e.").default("#0f766e"),
  place: z.enum(["branch", "video", "phone"]).default("branch"),
  requiresConfirmation: z.boolean().default(false),
  agenda: optionalText(1000),
  /** Minutes before; null leaves it to the company, an empty list reminds nobody. */
  reminderOffsetsMinutes: z.array(z.int().min(SHORTEST_MINUTES).max(LONGEST_MINUTES)).max(MOST_OFFSETS).nullable().default(null),
  questions: z.array(Question).max(20).default([]),
});
export type ServiceInput = z.input<typeof ServiceInput>;

export const PersonInput = z.object({
  name: text("a name", 80),
  /** From the name when it is left out. */
  slug: slug.optional(),
  email,
  about: optionalText(1000),
});
export type PersonInput = z.input<typeof PersonInput>;
