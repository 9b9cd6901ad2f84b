import { eq, inArray } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import type { By } from "#app/catalog/change.ts";
import type { Branch } from "#app/catalog/model.ts";
import { differencesBetween } from "../drift/differences.ts";
import { applySighting } from "../sighting/apply.server.ts";
import { sightingOfRead } from "../sighting/read.server.ts";
import type { Account } from "./account.server.ts";
import { importCatalogue, type CatalogueReport } from "./catalogue.server.ts";
import { hostsOf } from "./people.ts";

export interface ImportReport extends CatalogueReport {
  bookings: { read: number; added: number; changed: number; same: number };
}

const by: By = { actor: "system:import", source: "import" };
const AT_ONCE = 100;

/** Import an account: catalogue first, so that each booking finds its service and person. Idempotent. */
export function importAccount(app: App, branch: Branch, account: Account): ImportReport {
  const catalogue = writing(app.db, (tx) => importCatalogue(tx, app, by, { branch, eventTypes: account.eventTypes, hosts: hostsOf(account) }));
  const report: ImportReport = { ...catalogue, bookings: { read: account.bookings.length, added: 0, changed: 0, same: 0 } };
  for (let next = 0; next < account.bookings.length; next += AT_ONCE) {
    writing(app.db, (tx) => {
      for (const booking of account.bookings.slice(next, next + AT_ONCE)) {
        report.bookings[became(tx, app, booking)] += 1;
      }
    });
  }
  return report;
}

function became(tx: Tx, app: App, booking: CalcomBooking): "added" | "changed" | "same" {
  const before = rowOf(tx, booking.uid);
  applySighting(tx, app, sightingOfRead(tx, booking, app.clock()), { source: "import", correlationId: null });
  const after = rowOf(tx, booking.uid);
  if (!before && after) return "added";
  return before && after && differencesBetween(before, after).length > 0 ? "changed" : "same";
}

function rowOf(tx: Tx, uid: string) {
  const linked = tx.select({ id: calcomLinks.bookingId }).from(calcomLinks).where(eq(calcomLinks.uid, uid));
  return tx.select().from(bookings).where(inArray(bookings.id, linked)).get();
}
