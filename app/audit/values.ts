/** One value of an event in words. */
export interface ShownValue {
  name: string;
  /** null where there was none, or it is not about a change. */
  was: string | null;
  is: string;
}

/** An event's values: each changed field with its old value, otherwise each value. Empty once erased. */
export function valuesOf(data: string | null): ShownValue[] {
  if (data === null) return [];
  const { before, after, ...rest } = JSON.parse(data) as Record<string, unknown>;
  const [was, is] = [recordOf(before), recordOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changed = names.filter((name) => textOf(was[name]) !== textOf(is[name])).map((name) => ({ name, was: textOf(was[name]), is: textOf(is[name]) }));
  const plain = Object.entries(rest).filter(([, value]) => value !== null && value !== "").map(([name, value]) => ({ name, was: null, is: textOf(value) }));
  return [...changed, ...plain];
}

function recordOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Timestamps are recognised by their size, since events have no types, and shown as instants. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "number" && value > 946_684_800_000 && value < 4_102_444_800_000) return new Date(value).toISOString().replace(/(:00)?\.000Z$/, "Z").replace("T", " ");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value as string | number | boolean);
}
