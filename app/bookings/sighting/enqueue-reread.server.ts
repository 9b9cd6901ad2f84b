import type { Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { enqueueJob } from "#app/jobs/enqueue.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";

/** Webhooks are sent before the far end has saved everything: read at once, it may still return the old state. */
const AFTER_A_MESSAGE_MS = MINUTE_MS;

export interface Reread extends Record<string, unknown> {
  uid: string;
  /** An event type: every later live booking of it by the same person is read as well. */
  seriesOf?: number;
}

/** A message was not enough: read this booking from the API. See rereadBooking. */
export function enqueueReread(tx: Tx, app: Pick<App, "clock">, reread: Reread, waitMs = AFTER_A_MESSAGE_MS): void {
  enqueueJob(tx, app, { kind: "reread-booking", uniqueKey: `reread:${reread.uid}`, payload: reread, dueAt: app.clock() + waitMs });
}
