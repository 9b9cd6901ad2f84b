import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import type { By } from "#app/catalog/change.ts";

/** Who changes the catalogue at the desk, for the history. */
export function atDesk({ viewer, requestId }: { viewer: Viewer; requestId: string }): By {
  return { actor: actorOf(viewer), source: "admin", correlationId: requestId };
}
