import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { findEntry, setArchived, type Kind } from "#app/catalog/archive.server.ts";
import type { By } from "#app/catalog/change.ts";
import { AppError } from "#app/lib/errors.ts";
import { appointmentsAhead, assertLookedAt, countText, lookAtOf } from "./stranded.server.ts";

const COLUMNS = { services: bookings.serviceId, staff: bookings.staffId, branches: bookings.branchId };
const PHRASE = { one: "appointment is still to come", many: "appointments are still to come" };

/** What is to be archived, or was, with the appointments that are still to come. @throws AppError not_found */
export function archivePage(app: App, kind: Kind, id: string) {
  const entry = entryOf(app, kind, id);
  const ahead = entry.active ? appointmentsAhead(app, eq(COLUMNS[kind], id)) : [];
  return { kind, ...entry, lookAt: lookAtOf(app, ahead), title: countText(ahead.length, PHRASE) };
}

/**
 * Archive a service, person or branch, or restore it. Appointments stay.
 *
 * @throws AppError not_found; conflict while there are appointments ahead that were not shown
 */
export function archive(app: App, by: By, kind: Kind, id: string, { archived, seen }: { archived: boolean; seen?: string }): void {
  writing(app.db, (tx) => {
    const { active } = entryOf(app, kind, id);
    if (active !== archived) return;
    if (archived) assertLookedAt(app, appointmentsAhead(app, eq(COLUMNS[kind], id)), seen, PHRASE);
    setArchived(tx, app, by, kind, id, archived);
  });
  app.gateway.forget();
}

function entryOf(app: App, kind: Kind, id: string) {
  const entry = findEntry(app.db, kind, id);
  if (!entry) throw new AppError("not_found", "There is no such page.");
  return entry;
}
