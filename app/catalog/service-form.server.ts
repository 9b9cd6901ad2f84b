import { z } from "zod";
import { priceInput } from "#app/lib/format.ts";
import { lengthText, readLength } from "#app/lib/length.ts";
import type { Service } from "./model.ts";
import { price } from "./practice-form.server.ts";
import { duration, slug, text } from "./schema.ts";

const DAY_MINUTES = 1_440;

const optionalText = (max: number) => z.string().trim().max(max, `Please use at most ${max} characters.`).default("");

/** A length as people write it, in minutes. */
function length(missing: string, most: number) {
  return z.string(missing).transform((typed, ctx) => {
    const minutes = readLength(typed);
    if (minutes !== null && minutes <= most) return minutes;
    ctx.addIssue({ code: "custom", message: minutes === null ? "Please write a length such as 45 min, 2 h or 1 day." : `Please give at most ${lengthText(most)}.` });
    return z.NEVER;
  });
}

const durations = z.string("Please give at least one duration.").transform((typed, ctx) => {
  const lengths = typed.split(/[,;\n]/).filter((one) => one.trim() !== "").map(readLength);
  const fault = (message: string) => (ctx.addIssue({ code: "custom", message }), z.NEVER);
  if (lengths.length === 0) return fault("Please give at least one duration.");
  if (lengths.length > 8) return fault("Please give at most eight durations.");
  const wrong = lengths.map((minutes) => duration.safeParse(minutes)).find(({ success }) => !success);
  if (wrong) return fault(lengths.includes(null) ? "Please write durations such as 45 min, or 30 min, 1 h." : wrong.error!.issues[0]!.message);
  return [...new Set(lengths as number[])];
});

/** A service and its booking rules; its questions have their own page. */
const serviceFields = {
  name: text("the service a name", 80),
  slug: slug.optional(),
  description: optionalText(1000),
  durations,
  bufferBefore: length("Please give a length, or 0.", DAY_MINUTES),
  bufferAfter: length("Please give a length, or 0.", DAY_MINUTES),
  slotInterval: length("", DAY_MINUTES).refine((minutes) => minutes >= 5, "Please give at least 5 minutes.").optional(),
  notice: length("Please give a length, or 0.", 365 * DAY_MINUTES),
  windowDays: z.coerce.number("Please give a number of days.").int("Please give whole days.").min(1, "Please give at least one day.").max(730, "Please give at most two years."),
  deadline: length("Please give a length, or 0.", 365 * DAY_MINUTES),
  price: price.optional(),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i, "Please give a colour such as #0f766e.").default("#0f766e"),
  place: z.enum(["branch", "video", "phone"], "Please choose where it takes place."),
  requiresConfirmation: z.boolean().default(false),
  agenda: optionalText(1000),
};

export const NewServiceForm = z.object(serviceFields);
export const ServiceForm = z.object({ ...serviceFields, version: z.string().max(60), seen: z.string().max(60).optional() });

export type ServiceRules = Omit<Service, "id" | "slug" | "position" | "active" | "createdAt" | "questions" | "reminderOffsetsMinutes">;

/** The columns a form asks for. */
export function rulesOf(form: z.output<typeof NewServiceForm>): ServiceRules {
  const { name, description, colour, place, requiresConfirmation, agenda, windowDays } = form;
  return {
    name, description, colour, place, requiresConfirmation, agenda, windowDays,
    durationsMinutes: form.durations,
    bufferBeforeMinutes: form.bufferBefore,
    bufferAfterMinutes: form.bufferAfter,
    slotIntervalMinutes: form.slotInterval ?? null,
    noticeMinutes: form.notice,
    changeDeadlineMinutes: form.deadline,
    priceCents: form.price ?? null,
  };
}

/** A service as its form shows it. */
export function serviceValues(service: ServiceRules & { slug: string }): Record<keyof typeof serviceFields, string> {
  return {
    name: service.name,
    slug: service.slug,
    description: service.description,
    durations: service.durationsMinutes.map(lengthText).join(", "),
    bufferBefore: lengthText(service.bufferBeforeMinutes),
    bufferAfter: lengthText(service.bufferAfterMinutes),
    slotInterval: service.slotIntervalMinutes === null ? "" : lengthText(service.slotIntervalMinutes),
    notice: lengthText(service.noticeMinutes),
    windowDays: String(service.windowDays),
    deadline: lengthText(service.changeDeadlineMinutes),
    price: service.priceCents === null ? "" : priceInput(service.priceCents),
    colour: service.colour,
    place: service.place,
    requiresConfirmation: service.requiresConfirmation ? "on" : "",
    agenda: service.agenda,
  };
}

/** What a new service begins with. */
export const NEW_SERVICE = { durations: "30 min", bufferBefore: "0 min", bufferAfter: "0 min", notice: "2 h", windowDays: "60", deadline: "2 h", colour: "#0f766e", place: "branch" };
