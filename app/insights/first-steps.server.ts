import { and, count, eq } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import { services, serviceStaff, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";

export interface FirstSteps {
  /** Somebody takes appointments and has hours. */
  hours: boolean;
  /** A service is offered by somebody. */
  service: boolean;
  /** An appointment was made once. */
  booking: boolean;
}

/** What a new desk still needs; null if nothing. */
export function firstSteps({ db }: Pick<App, "db">): FirstSteps | null {
  const hours = db.select({ n: count() }).from(staff).where(eq(staff.active, true)).get()!.n > 0;
  const offered = db
    .select({ id: services.id })
    .from(serviceStaff)
    .innerJoin(services, and(eq(services.id, serviceStaff.serviceId), eq(services.active, true)))
    .where(eq(serviceStaff.active, true))
    .limit(1)
    .get();
  const booking = db.select({ id: bookings.id }).from(bookings).limit(1).get();
  const steps = { hours, service: offered !== undefined, booking: booking !== undefined };
  return Object.values(steps).every(Boolean) ? null : steps;
}
