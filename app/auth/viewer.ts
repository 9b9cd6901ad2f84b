/**
 * Who is asking. Every read and write of bookings takes one: there is no query without, so somebody else's
 * booking is not found rather than forbidden.
 */
export type Viewer =
  | { kind: "user"; userId: string; name: string }
  | { kind: "admin"; userId: string; name: string }
  /** The holder of one booking's private link. */
  | { kind: "guest"; bookingId: string }
  /** Work nobody asked for in person; the reason goes into the history. */
  | { kind: "system"; reason: string };

/** How the history names the one who acted: "user:<id>", "admin:<id>", "guest", "system:<reason>". */
export function actorOf(viewer: Viewer): string {
  switch (viewer.kind) {
    case "user":
    case "admin":
      return `${viewer.kind}:${viewer.userId}`;
    case "guest":
      return "guest";
    case "system":
      return `system:${viewer.reason}`;
  }
}
