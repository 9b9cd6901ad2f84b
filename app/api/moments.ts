import { z } from "zod";
import { addDays, readInstant, startOfDate } from "#app/lib/time.ts";

const isMoment = (text: string) => z.iso.date().safeParse(text).success || readInstant(text) !== null;

/** A calendar date in the company's zone, or an instant. In an address a bare `+` arrives as a blank. */
export const Moment = z
  .string()
  .overwrite((text) => text.replace(/ (?=\d\d:\d\d$)/, "+"))
  .refine(isMoment, "Please give a date (2026-11-23) or an instant (2026-11-23T09:00:00Z).")
  .meta({ description: "A date in the company's zone (2026-11-23), or an instant with its offset (2026-11-23T09:00:00Z)." });

/** Where the span that begins with a moment begins, in UTC ms. */
export function startOf(moment: string, timeZone: string): number {
  return readInstant(moment) ?? startOfDate(timeZone, moment);
}

/** Where the span that ends with a moment ends, in UTC ms: the moment itself is in it, a date as a whole. */
export function endOf(moment: string, timeZone: string): number {
  const instantMs = readInstant(moment);
  return instantMs === null ? startOfDate(timeZone, addDays(moment, 1)) : instantMs + 1;
}

/** An instant in a body, as UTC ms. Within this century, so that every date around it is one. */
export const Instant = z
  .string("Please give an instant, such as 2026-11-23T09:00:00Z.")
  .refine((text) => /^20/.test(text) && readInstant(text) !== null, "Please give an instant with its offset, such as 2026-11-23T09:00:00Z.")
  .transform((text) => readInstant(text) as number)
  .meta({ format: "date-time", description: "An instant with its offset.", examples: ["2026-11-23T09:00:00Z"] });
