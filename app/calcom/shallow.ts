/** Cal.com's deepest body has some ten levels. */
const MAX_DEPTH = 32;

/** A value cut off below a maximum depth, since recursive readers would go as deep as the sender did. */
export function shallow(value: unknown, depth = MAX_DEPTH): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.map((each) => shallow(each, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shallow(each, depth - 1)]));
}
