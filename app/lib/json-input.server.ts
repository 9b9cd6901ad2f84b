import type { z } from "zod";
import { AppError } from "./errors.ts";
import { searchObject } from "./input.server.ts";
import { jsonRefusal } from "./json-answer.server.ts";
import { withoutControlCharacters } from "./control-characters.ts";

/** The query string. A parameter without a value counts as missing. */
export function readQuery<T extends z.ZodType>(schema: T, request: Request): z.output<T> {
  const search = new URL(request.url).searchParams;
  for (const [name, value] of [...search]) if (value.trim() === "") search.delete(name, value);
  // A repeated parameter is reported as one.
  return parsed(schema, searchObject(search), (path) => path.slice(0, 1));
}

/**
 * Validate the body; an empty one counts as `{}`.
 *
 * @throws a 415 response if the content type is not JSON; AppError invalid if the body is not JSON or fails validation
 */
export async function readBody<T extends z.ZodType>(schema: T, request: Request): Promise<z.output<T>> {
  const text = await request.text();
  if (text.trim() === "") return parsed(schema, {});
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("Content-Type") ?? "")) {
    throw jsonRefusal({ status: 415, code: "UNSUPPORTED_MEDIA_TYPE", message: "Send JSON, with the header Content-Type: application/json." });
  }
  return parsed(schema, parseJson(text));
}

/** Excessively deep nesting is refused like invalid JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === "string" ? withoutControlCharacters(value).replace(/\p{Cs}/gu, "\uFFFD") : value));
  } catch (cause) {
    throw new AppError("invalid", "The body is not JSON.", { cause: { code: "invalid_json", cause } });
  }
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, nameOf = (path: PropertyKey[]) => path): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const { path, message } of result.error.issues) fields[nameOf(path).join(".")] ??= message;
  const { "": whole, ...named } = fields;
  throw new AppError("invalid", whole ?? `Please look at ${Object.keys(named).join(", ")}.`, { fields: named });
}
