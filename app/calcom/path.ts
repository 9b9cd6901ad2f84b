import { CalcomError, toAppError } from "./errors.ts";

/** An id as one segment of a path. An empty or dotted one would name another resource, so nothing has that id. */
export function idIn(id: string): string {
  const segment = isWellFormed(id) ? encodeURIComponent(id) : "";
  if (segment === "" || segment === "." || segment === "..") throw toAppError(new CalcomError("not_found", "an id that no entry can have"));
  return segment;
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
