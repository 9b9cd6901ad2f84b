import { eq, isNotNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { calcomHostMappings, staff } from "#db/schema/catalog.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { sightingOfBooking } from "#app/calcom/sighting-of-booking.ts";
import type { Sighting } from "#app/calcom/sighting.ts";

/** What an API response says about a booking, without the host's colleagues, who are not customers. */
export function sightingOfRead(tx: Tx, far: CalcomBooking, readAtMs: number): Sighting {
  return sightingOfBooking(far, readAtMs, hostAddresses(tx));
}

/** The lower-cased e-mail addresses of the hosts at the far end. */
export function hostAddresses(db: Db | Tx): ReadonlySet<string> {
  const rows = db.select({ email: staff.email }).from(calcomHostMappings).innerJoin(staff, eq(staff.id, calcomHostMappings.staffId)).where(isNotNull(staff.email)).all();
  return new Set(rows.map(({ email }) => email!.toLowerCase()));
}
