import type { z } from "zod";
import { AppError } from "./errors.ts";

/** Invalid path parameters are a page that does not exist. */
export function parseParams<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new AppError("not_found", "There is no such page.");
  return parsed.data;
}

/**
 * An old or mistyped link never fails: schemas have a default per field (`.catch(default)`); a query that still fails
 * is read as empty.
 */
export function parseSearch<T extends z.ZodType>(schema: T, request: Request): z.output<T> {
  const parsed = schema.safeParse(searchObject(new URL(request.url).searchParams));
  return parsed.success ? parsed.data : schema.parse({});
}

export function searchObject(search: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(search.keys())].map((key) => {
      const values = search.getAll(key);
      return [key, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}
