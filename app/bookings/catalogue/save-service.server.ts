import { and, eq, sql } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { By } from "#app/catalog/change.ts";
import { changeService, type ServiceChange } from "#app/catalog/change-service.server.ts";
import { serviceById } from "#app/catalog/queries.server.ts";
import { serviceValues } from "#app/catalog/service-form.server.ts";
import { assertVersion } from "#app/catalog/version.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { appointmentsAhead, assertLookedAt } from "./stranded.server.ts";

/**
 * Save what a service is and how it is booked. Free times follow at once; appointments stay as they were made.
 *
 * @throws AppError not_found; conflict on `version` or `slug`, or with the appointments of a removed duration
 */
export function saveService(app: App, by: By, id: string, { change, version, seen }: { change: ServiceChange; version: string; seen?: string }): void {
  writing(app.db, (tx) => {
    const service = serviceById(app.db, id);
    if (!service) throw new AppError("not_found", "There is no such service.");
    assertVersion(serviceValues(service), version);
    const { durationsMinutes: kept = service.durationsMinutes } = change;
    const givenUp = service.durationsMinutes.filter((minutes) => !kept.includes(minutes));
    const length = sql`${bookings.endsAt} - ${bookings.startsAt}`;
    const stranded = givenUp.length === 0 ? [] : appointmentsAhead(app, and(eq(bookings.serviceId, id), sql`${length} in ${givenUp.map((minutes) => minutes * MINUTE_MS)}`));
    assertLookedAt(app, stranded, seen, { one: "appointment has a length that is no longer offered", many: "appointments have a length that is no longer offered" });
    changeService(tx, app, by, service, change);
  });
  app.gateway.forget();
}
