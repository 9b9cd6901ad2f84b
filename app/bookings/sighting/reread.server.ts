import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { calcomErrorOf } from "#app/calcom/errors.ts";
import { enqueueJob } from "#app/jobs/enqueue.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { applySighting } from "./apply.server.ts";
import { sightingOfRead } from "./read.server.ts";

/** Webhooks are sent before the far end has written everything down: asked at once it may still tell the old state. */
const WAIT_MS = MINUTE_MS;

interface Reread extends Record<string, unknown> {
  uid: string;
  /** An event type: every later live booking of it by the same person is asked for as well. */
  seriesOf?: number;
}

/** A message was not enough: ask the API for this booking. */
export function enqueueReread(tx: Tx, app: App, uid: string, more: { seriesOf?: number } = {}): void {
  enqueueJob(tx, app, { kind: "reread-booking", uniqueKey: `reread:${uid}`, payload: { uid, ...more }, dueAt: app.clock() + WAIT_MS });
}

export async function rereadBooking(app: App, { uid, seriesOf }: Reread, { signal, correlationId }: { signal?: AbortSignal; correlationId: string }): Promise<void> {
  if (seriesOf !== undefined) writing(app.db, (tx) => laterOnes(tx, uid, seriesOf).forEach((each) => enqueueReread(tx, app, each)));
  const readAtMs = app.clock();
  const far = await app.gateway.getBooking(uid, { effort: "job", signal, correlationId }).catch((error: unknown) => {
    if (calcomErrorOf(error)?.code === "not_found") return null;
    throw error;
  });
  if (far) writing(app.db, (tx) => applySighting(tx, app, sightingOfRead(tx, far, readAtMs), { source: "calcom", correlationId }));
}

function laterOnes(tx: Tx, uid: string, eventTypeId: number): string[] {
  const [ended] = tx.select({ startsAt: bookings.startsAt, email: bookings.attendeeEmail }).from(calcomLinks).innerJoin(bookings, eq(bookings.id, calcomLinks.bookingId)).where(eq(calcomLinks.uid, uid)).all();
  if (!ended?.email) return [];
  const sameType = sql`${calcomLinks.facts} ->> '$.scalars.eventTypeId[1]' = ${eventTypeId}`;
  const later = and(inArray(calcomLinks.state, ["accepted", "pending"]), eq(bookings.attendeeEmail, ended.email), gt(bookings.startsAt, ended.startsAt), sameType);
  return tx.select({ uid: calcomLinks.uid }).from(calcomLinks).innerJoin(bookings, eq(bookings.id, calcomLinks.bookingId)).where(later).all().map((row) => row.uid);
}
