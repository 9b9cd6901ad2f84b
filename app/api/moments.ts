import { z } from "zod";
import { addDays, readInstant, startOfDate } from "#app/lib/time.ts";

const isMoment = (text: string) => z.iso.date().safeParse(text).success || readInstant(text) !== null;

/** A calendar date in the company's zone, or an instant. In a query string a bare `+` arrives as a space. */
export const Moment = z
  .string()
  .overwrite((text) => text.replace(/ (?=\d\d:\d\d$)/, "+"))
  .refine(isMoment, "Please give a date (2026-11-23) or an instant (2026-11-23T09:00:00Z).")
  .meta({ description: "A date in the company's zone (2026-11-23), or an instant with its offset (2026-11-23T09:00:00Z)." });

/** The start of a range that begins with a moment, in UTC ms. */
export function startOf(moment: string, timeZone: string): number {
  return readInstant(moment) ?? startOfDate(timeZone, moment);
}

/** The end of a range that ends with a moment, in UTC ms: the moment is included, a date as a whole day. */
export function endOf(moment: string, timeZone: string): number {
  const instantMs = readInstant(moment);
  return instantMs === null ? startOfDate(timeZone, addDays(moment, 1)) : instantMs + 1;
}

/** An instant in a body, as UTC ms. Limited to this century, so that date arithmetic around it is valid. */
export const Instant = z
  .string("Please give an instant, such as 2026-11-23T09:00:00Z.")
  .refine((text) => /^20/.test(text) && readInstant(text) !== null, "Please give an instant with its offset, such as 2026-11-23T09:00:00Z.")
  .transform((text) => readInstant(text) as number)
  .meta({ format: "date-time", description: "An instant with its offset.", examples: ["2026-11-23T09:00:00Z"] });
