import { CalcomError, toAppError } from "./errors.ts";

/** An id as one path segment. An empty or dotted one would address another resource, so it is treated as not found. */
export function idIn(id: string): string {
  const segment = isWellFormed(id) ? encodeURIComponent(id) : "";
  if (segment === "" || segment === "." || segment === "..") throw toAppError(new CalcomError("not_found", "an id that no entry can have"));
  return segment;
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
