/**
 * `cal-api-version` by endpoint family. The server matches exactly: a wrong value falls back silently to the
 * oldest shapes, so there is one table, and configuration may override a row.
 */
export const apiVersions = {
  slots: "2024-09-04",
  bookings: "2024-08-13",
  eventTypes: "2024-06-14",
  schedules: "2024-06-11",
};

/** The first version that supports booking outside notice and window. The booking of the answer is the same. */
export const OVERRIDES_SINCE = "2026-02-25";

export type ApiVersions = typeof apiVersions;

/** The version header for a path below the base URL; null for families that have none. */
export function versionFor(path: string, versions: ApiVersions): string | null {
  const family = families.find(([prefix]) => prefix.test(path))?.[1];
  return family ? versions[family] : null;
}

const families: [RegExp, keyof ApiVersions][] = [
  [/^\/slots(\/|$)/, "slots"],
  [/^(\/teams\/\d+)?\/bookings(\/|$)/, "bookings"],
  [/^(\/teams\/\d+)?\/event-types(\/|$)/, "eventTypes"],
  [/^(\/teams\/\d+)?\/schedules(\/|$)/, "schedules"],
];
