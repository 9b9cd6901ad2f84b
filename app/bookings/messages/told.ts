/** A line of a booking's history, as far as somebody is to be told of it. */
export interface Happening {
  action: string;
  data: Record<string, unknown>;
  /** "user:<id>", "admin:<id>", "guest", "system:<reason>". */
  actor: string;
}

/** What people are told of, the most telling first. */
export const TOLD = ["cancelled", "declined", "booked", "requested", "moved", "confirmed", "reassigned", "edited"] as const;
export type Told = (typeof TOLD)[number];

export function isTold(action: string): action is Told {
  return (TOLD as readonly string[]).includes(action);
}

/** Who did it, as the reader should see them. */
export function doerOf(actor: string): "customer" | "desk" | "somebody" {
  const [kind] = actor.split(":");
  if (kind === "admin") return "desk";
  return kind === "user" || kind === "guest" ? "customer" : "somebody";
}
