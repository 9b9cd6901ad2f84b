import type { Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { enqueueJob } from "#app/jobs/enqueue.server.ts";
import { liveTip } from "./link.server.ts";

/** Have a booking read again where it is, when it may stand differently there. */
export function rereadLive(tx: Tx, app: App, bookingId: string): void {
  const uid = liveTip(app.db, bookingId);
  if (uid !== null) enqueueJob(tx, app, { kind: "reread-booking", uniqueKey: `reread:${uid}`, payload: { uid } });
}
