import { badRequest } from "./failures.ts";

/** A number in the path. */
export function numericId(value: string | undefined): number {
  if (value === undefined || !/^\d{1,15}$/.test(value)) throw badRequest("Validation failed (numeric string is expected)");
  return Number(value);
}
