/** Every value the API knows. */
const known = [
  "2024-04-15",
  "2024-06-11",
  "2024-06-14",
  "2024-08-13",
  "2024-09-04",
  "2026-02-25",
  "2026-05-01",
  "2026-06-12",
] as const;

export type ApiVersion = (typeof known)[number];

const FALLBACK: ApiVersion = "2024-04-15";

/** The exact value or the oldest: a missing, unknown, newer or mistyped header is never an error by itself. */
export function resolveVersion(header: string | null): ApiVersion {
  return known.find((version) => version === header) ?? FALLBACK;
}

/** Which versions each family of endpoints answers to; "any" ignores the header. */
export const versionsOf = {
  account: "any",
  slots: ["2024-09-04"],
  bookings: ["2024-08-13", "2026-02-25"],
  /** What a missing header falls back to: other bodies, other answers. */
  oldBookings: ["2024-04-15", "2024-06-11", "2024-06-14"],
  oldSlots: ["2024-04-15", "2024-06-11", "2024-06-14", "2024-08-13"],
  oldEventTypes: ["2024-04-15", "2024-06-11"],
  oldSchedules: ["2024-04-15"],
  bookingList: ["2024-08-13", "2026-02-25", "2026-05-01"],
  bookingParts: ["2024-08-13"],
  eventTypes: ["2024-06-14", "2026-06-12"],
  schedules: ["2024-06-11"],
} as const satisfies Record<string, "any" | readonly ApiVersion[]>;

export type Versions = "any" | readonly ApiVersion[];
