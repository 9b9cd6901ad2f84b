/**
 * Who is asking. Every read and write of bookings takes one: there is no query without, so somebody else's
 * booking is not found rather than forbidden.
 */
export type Viewer =
  | ({ kind: "user" } & Person)
  | ({ kind: "admin" } & Person)
  /** Somebody of the practice: behind the desk for the bookings with them, a customer for their own. */
  | ({ kind: "staff"; staffId: string } & Person)
  /** The holder of one booking's private link. */
  | { kind: "guest"; bookingId: string }
  /** Work nobody asked for in person; the reason goes into the history. */
  | { kind: "system"; reason: string };

interface Person {
  userId: string;
  name: string;
  /** Set if a program acts with a token of theirs. */
  via?: "api";
}

/** Who has an account. */
export type PersonViewer = Extract<Viewer, { userId: string }>;

/** The actor in the history: "user:<id>", "admin:<id>", "staff:<id>", "guest", "system:<reason>". */
export function actorOf(viewer: Viewer): string {
  switch (viewer.kind) {
    case "user":
    case "admin":
    case "staff":
      return `${viewer.kind}:${viewer.userId}`;
    case "guest":
      return "guest";
    case "system":
      return `system:${viewer.reason}`;
  }
}

/** The actor and the source for the history. */
export function askedBy(viewer: Viewer) {
  return { actor: actorOf(viewer), source: sourceOf(viewer) };
}

function sourceOf(viewer: Viewer): "web" | "api" | "admin" | "job" {
  if (viewer.kind === "system") return "job";
  if ("via" in viewer && viewer.via) return viewer.via;
  return deskRole(viewer) === null ? "web" : "admin";
}

/** Whether the actor belongs to the practice. */
export function isDeskActor(actor: string): boolean {
  return actor.startsWith("admin:") || actor.startsWith("staff:");
}

/** The viewer's desk role: `staff` for their own appointments, `admin` for everything. */
export function deskRole(viewer: Viewer | null): "admin" | "staff" | null {
  return viewer?.kind === "admin" || viewer?.kind === "staff" ? viewer.kind : null;
}
