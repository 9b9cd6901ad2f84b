import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { calcomErrorOf } from "#app/calcom/errors.ts";
import { applySighting } from "./apply.server.ts";
import { enqueueReread, type Reread } from "./enqueue-reread.server.ts";
import { sightingOfRead } from "./read.server.ts";

/** Read a booking from the API and apply it like any other sighting. */
export async function rereadBooking(app: App, { uid, seriesOf }: Reread, { signal, correlationId }: { signal?: AbortSignal; correlationId: string }): Promise<void> {
  if (seriesOf !== undefined) writing(app.db, (tx) => laterOnes(tx, uid, seriesOf).forEach((each) => enqueueReread(tx, app, { uid: each })));
  const readAtMs = app.clock();
  const far = await app.gateway.getBooking(uid, { effort: "job", signal, correlationId }).catch((error: unknown) => {
    if (calcomErrorOf(error)?.code === "not_found") return null;
    throw error;
  });
  if (far) writing(app.db, (tx) => applySighting(tx, app, sightingOfRead(tx, far, readAtMs), { source: "calcom", correlationId }));
}

function laterOnes(tx: Tx, uid: string, eventTypeId: number): string[] {
  const [ended] = tx
    .select({ startsAt: bookings.startsAt, email: bookings.attendeeEmail })
    .from(calcomLinks)
    .innerJoin(bookings, eq(bookings.id, calcomLinks.bookingId))
    .where(eq(calcomLinks.uid, uid))
    .all();
  if (!ended?.email) return [];
  const sameType = sql`${calcomLinks.facts} ->> '$.scalars.eventTypeId[1]' = ${eventTypeId}`;
  const later = and(inArray(calcomLinks.state, ["accepted", "pending"]), eq(bookings.attendeeEmail, ended.email), gt(bookings.startsAt, ended.startsAt), sameType);
  return tx.select({ uid: calcomLinks.uid }).from(calcomLinks).innerJoin(bookings, eq(bookings.id, calcomLinks.bookingId)).where(later).all().map((row) => row.uid);
}
