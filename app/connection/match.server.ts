import { and, eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { calcomHostMappings, serviceStaff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { staffById } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";

export interface By {
  viewer: Viewer;
  correlationId: string;
}

export interface Trio {
  serviceId: string;
  staffId: string;
  branchId: string;
}

/** Match a person with a Cal.com user; null: nobody. */
export function matchPerson(app: App, by: By, staffId: string, calcomUserId: number | null): void {
  assertAtCalcom(app);
  if (!staffById(app.db, staffId)) throw new AppError("not_found", "There is no such person.");
  writing(app.db, (tx) => {
    tx.delete(calcomHostMappings).where(eq(calcomHostMappings.staffId, staffId)).run();
    if (calcomUserId !== null) tx.insert(calcomHostMappings).values({ staffId, calcomUserId, calcomTeamId: calcomSettings(app).teamId }).run();
    recordEvent(tx, app, { subjectType: "staff", subjectId: staffId, actor: actorOf(by.viewer), source: "admin", action: "matched", correlationId: by.correlationId, data: { calcomUserId } });
  });
}

/** Set the event type of a person's service; null: the default one, or none. */
export function matchService(app: App, by: By, trio: Trio, eventTypeId: number | null): void {
  assertAtCalcom(app);
  const { serviceId, staffId, branchId } = trio;
  writing(app.db, (tx) => {
    const changed = tx
      .update(serviceStaff)
      .set({ calcomEventTypeId: eventTypeId })
      .where(and(eq(serviceStaff.serviceId, serviceId), eq(serviceStaff.staffId, staffId), eq(serviceStaff.branchId, branchId)))
      .run();
    if (changed.changes === 0) throw new AppError("not_found", "This person does not do this service there.");
    recordEvent(tx, app, {
      subjectType: "service",
      subjectId: serviceId,
      actor: actorOf(by.viewer),
      source: "admin",
      action: "matched",
      correlationId: by.correlationId,
      data: { staffId, branchId, eventTypeId },
    });
  });
  app.gateway.forget();
}

/** In the embedded engine everybody has their own event types; another id would be somebody else's. */
export function assertAtCalcom(app: App): void {
  if (app.farEnd.name !== "calcom") throw new AppError("invalid", "There is nothing to match while bookings are made in the embedded engine.");
}
