import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import type { Booking } from "./booking.ts";
import { assertChangeable, carryOut } from "./change.server.ts";
import { openOperation } from "./operation.server.ts";
import { getBooking } from "./queries.server.ts";

/**
 * Cancel a booking. Cancelling twice is success: the second finds it cancelled.
 *
 * @throws AppError not_found; conflict when it is too late; upstream_down
 */
export async function cancelBooking(app: App, viewer: Viewer, bookingId: string, request: { reason?: string; correlationId: string }): Promise<Booking> {
  const details = getBooking(app, viewer, bookingId);
  if (details.status === "cancelled") return details;
  assertChangeable(app, viewer, details, "cancelled");
  const operation = writing(app.db, (tx) =>
    openOperation(tx, app, {
      bookingId: details.id,
      kind: "cancel",
      actor: actorOf(viewer),
      correlationId: request.correlationId,
      expectedVersion: details.version,
      payload: { reason: request.reason?.trim() || null },
    }),
  );
  return carryOut(app, viewer, operation, details);
}
