import { and, eq, gt, ne } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { isLive } from "../booking.ts";
import { mailTo, textTo, type Reached } from "../messages/reach.server.ts";
import { onClocks, whoElseWritesTo } from "../messages/tell.server.ts";
import { textCustomer } from "../messages/text-customer.server.ts";
import { getBooking, type BookingDetails } from "../queries.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import { reminderContent } from "./content.server.ts";
import { readersOf } from "./readers.server.ts";

/** If two people at the desk have the same idea, one reminder is sent. */
const AGAIN_AFTER_MS = HOUR_MS;

/**
 * Remind the customer now, whatever times they chose, unless they want no reminders at all. In the caller's
 * transaction.
 *
 * @returns false when they were reminded within the hour
 * @throws AppError not_found; forbidden; conflict when there is nothing to remind of, or nobody
 */
export function remindNow(tx: Tx, app: App, viewer: Viewer, bookingId: string, correlationId: string): boolean {
  const details = onClocks(getBooking(app, viewer, bookingId), readCompany(app.db).timeZone);
  if (!isToRemind(app, viewer, details)) return false;
  const offsetMinutes = Math.round((details.startsAt - app.clock()) / MINUTE_MS);
  const reminder = { startsAt: details.startsAt, offsetMinutes, byDesk: true };
  const suppressed = whoElseWritesTo(app, "customer");
  for (const reader of customersIn(app.db, details)) {
    const payload = { ...reminderContent(app, reader, details, offsetMinutes), reminder };
    enqueueMail(tx, app, { kind: reader.kind, recipient: reader.email, userId: reader.userId, bookingId, payload, suppressed });
  }
  textCustomer(tx, app, details, { kind: "reminder", suppressed, reminder });
  recordEvent(tx, app, { subjectType: "booking", subjectId: bookingId, actor: actorOf(viewer), action: "reminded", source: "admin", correlationId, data: {} });
  return true;
}

/** Whether there is anything to do; throws as `remindNow`. */
export function isToRemind(app: App, viewer: Viewer, details: BookingDetails): boolean {
  assertAdministrator(viewer);
  if (!isLive(details.status)) throw new AppError("conflict", "This appointment was called off.", { cause: { code: "not_live" } });
  if (details.status === "pending") throw new AppError("conflict", "This appointment is not confirmed yet.", { cause: { code: "not_confirmed" } });
  if (details.startsAt <= app.clock()) throw new AppError("conflict", "This appointment has begun.", { cause: { code: "begun" } });
  const lately = and(eq(notifications.bookingId, details.id), eq(notifications.kind, "reminder"), gt(notifications.createdAt, app.clock() - AGAIN_AFTER_MS), ne(notifications.state, "suppressed"));
  if (app.db.select({ id: notifications.id }).from(notifications).where(lately).get()) return false;
  if (reminderReach(app, details).length === 0) {
    throw new AppError("conflict", whoElseWritesTo(app, "customer") ?? "Nobody can be reminded: there is no address, or its owner wants no reminders.", { cause: { code: "unreachable" } });
  }
  return true;
}

/** Who would be reminded now. Writes nothing. */
export function reminderReach(app: App, details: BookingDetails): Reached[] {
  return [...customersIn(app.db, details).flatMap((reader) => mailTo(app, reader, reader.kind)), ...textTo(app, details, "reminder")];
}

function customersIn(db: Db, details: BookingDetails) {
  return readersOf(db, details).filter(({ kind }) => kind === "reminder");
}
