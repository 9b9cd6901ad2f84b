import type { App } from "#app/app.server.ts";
import { offering, serviceById } from "#app/catalog/queries.server.ts";
import { isStillToBeMade } from "./ask-reassign.server.ts";
import type { Booking } from "../booking.ts";
import type { Operation } from "./operation.server.ts";

/**
 * Whether an unanswered change that is not found at the far end may be sent again. Every verb except create can tell
 * there that it was already done. A second create is refused there by a unique key of time and host, but a booking that
 * needs confirmation has no such key: sent twice, it would exist twice.
 *
 * @throws AppError what the gateway throws, when the far end cannot be asked
 */
export async function maySendAgain(app: App, operation: Operation, booking: Booking): Promise<boolean> {
  const aPersonHasLooked = operation.payload.sendAgain === true && operation.attempts === 1;
  if (aPersonHasLooked || app.farEnd.name === "embedded" || !isCreating(operation)) return true;
  return !(await needsConfirmation(app, { ...booking, staffId: operation.targetStaffId ?? booking.staffId }));
}

function isCreating(operation: Operation): boolean {
  return operation.kind === "create" || (operation.kind === "reassign" && isStillToBeMade(operation));
}

/** An event type edited at Cal.com may differ from the service it belongs to. */
async function needsConfirmation(app: App, { serviceId, branchId, staffId }: Pick<Booking, "serviceId" | "branchId" | "staffId">): Promise<boolean> {
  if (serviceId === null || serviceById(app.db, serviceId)?.requiresConfirmation) return true;
  const chosen = offering(app.db, { serviceId, branchId: branchId ?? "", staffId: staffId ?? "" });
  if (!chosen) return true;
  const { value } = await app.gateway.eventType(chosen.eventTypeId, { effort: "job" });
  return value.requiresConfirmation;
}
