import { eq } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { CallOptions } from "#app/calcom/gateway.ts";
import type { Booking } from "../booking.ts";
import { findOpen, type Operation } from "./operation.server.ts";
import { perform, type FarAnswer } from "./perform.server.ts";
import { settle } from "./settle.server.ts";

/** Request an operation's change from the far end, settle the answer, and then run a cancellation that waited for it. */
export async function finish(app: App, operation: Operation, booking: Booking, options: CallOptions): Promise<FarAnswer> {
  const answer = await perform(app, operation, booking, options);
  settle(app, operation, answer);
  if (answer.outcome !== "unknown") await finishWaiting(app, booking.id, options);
  return answer;
}

/** The waiting cancellation is open now; a new open operation of another kind is carried out by its own request. */
async function finishWaiting(app: App, bookingId: string, options: CallOptions): Promise<void> {
  const next = findOpen(app.db, bookingId);
  const booking = app.db.select().from(bookings).where(eq(bookings.id, bookingId)).get();
  if (next?.kind === "cancel" && booking) settle(app, next, await perform(app, next, booking, options));
}
