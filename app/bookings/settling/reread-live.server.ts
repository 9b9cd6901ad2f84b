import type { Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { enqueueReread } from "../sighting/enqueue-reread.server.ts";
import { liveTip } from "./link.server.ts";

/** Enqueue reading a booking again when the far end may have a different state. */
export function rereadLive(tx: Tx, app: App, bookingId: string): void {
  const uid = liveTip(app.db, bookingId);
  if (uid !== null) enqueueReread(tx, app, { uid }, 0);
}
