import { z } from "zod";
import { isTimeZone } from "#app/lib/time.ts";

/** Field types with Cal.com's validation messages. */

type Told = { path?: PropertyKey[] };
const says = (text: string) => ({ error: (issue: Told) => `${String(issue.path?.at(-1) ?? "body")} ${text}` });
const rule = (name: string, text: string) => ({ ...says(text), params: { rule: name } });

export const string = () => z.string(says("must be a string"));
export const filled = () => string().min(1, says("should not be empty"));
export const boolean = () => z.boolean(says("must be a boolean value"));
export const number = () => z.number(says("must be a number conforming to the specified constraints"));
export const integer = () => z.int(says("must be an integer number"));
export const integerFrom = (least: number) => integer().min(least, says(`must not be less than ${least}`));
export const integerIn = (least: number, most: number) => integerFrom(least).max(most, says(`must not be greater than ${most}`));
export const list = <T extends z.ZodType>(items: T) => z.array(items, says("must be an array"));
export const record = <T extends z.ZodType>(values: T) => z.record(z.string(), values, says("must be an object"));
export const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, says(`must be one of the following values: ${values.join(", ")}`));

export const email = () => string().refine((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), { error: "Invalid email format", params: { rule: "isEmail" } });
export const phone = () => string().refine((value) => /^\+[1-9]\d{6,14}$/.test(value), rule("isPhoneNumber", "must be a valid phone number"));
export const timeZone = () => string().refine(isTimeZone, rule("isTimeZone", "must be a valid IANA time-zone"));
export const url = () => string().refine((value) => URL.canParse(value), rule("isUrl", "must be a URL address"));
export const wallTime = () => string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, says("must be a valid time in format HH:MM"));
export const calendarDate = () =>
  string().refine((value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isDate(value), rule("matches", "must be a valid date in format YYYY-MM-DD"));

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** An ISO 8601 instant as UTC milliseconds; without an offset it is UTC. */
export const instant = () =>
  string()
    .refine((value) => instantOf(value) !== null, rule("isDateString", "must be a valid ISO 8601 date string"))
    .transform((value) => instantOf(value) as number);

/** null: not an instant. */
export function instantOf(value: string): number | null {
  if (!INSTANT.test(value) || !isDate(value.slice(0, 10))) return null;
  const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(value) || !value.includes("T");
  const instantMs = Date.parse(zoned ? value : `${value}Z`);
  return Number.isNaN(instantMs) ? null : instantMs;
}

function isDate(date: string): boolean {
  const instantMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(instantMs) && new Date(instantMs).toISOString().startsWith(date);
}

/** null counts as missing, as at Cal.com. */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema
    .nullable()
    .transform((value) => (value === null ? undefined : (value as z.output<T>)))
    .optional();

/** null clears the value. */
export const clearable = <T extends z.ZodType>(schema: T) => schema.nullable().optional();
