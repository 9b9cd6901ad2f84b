import type { Service } from "#app/catalog/model.ts";
import { AppError } from "#app/lib/errors.ts";

/** @throws AppError invalid for a duration the service does not offer */
export function durationOf({ durationsMinutes }: Service, asked: number | undefined): number {
  const found = asked === undefined ? durationsMinutes[0] : durationsMinutes.find((minutes) => minutes === asked);
  if (found !== undefined) return found;
  const sentence = `Please give one of ${durationsMinutes.join(", ")}.`;
  throw new AppError("invalid", sentence, { fields: { duration: sentence } });
}
