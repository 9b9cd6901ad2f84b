import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { moveBooking } from "../move.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { isOpenOffer, offerOver } from "./offer.server.ts";
import { offerOf } from "./offer-link.server.ts";

/**
 * Take one of the offered times: a move like any other, to a time that is held for it. Idempotent.
 *
 * @throws AppError not_found; conflict when the offer is over, or on `start` when the calendar does not have the time
 *   any more
 */
export async function takeOffer(app: App, token: string, { startMs, correlationId }: { startMs: number; correlationId: string }): Promise<BookingDetails> {
  const row = offerOf(app, token);
  const { id, bookingId, times, state } = row;
  if (!isOpenOffer(app, row) && state !== "taken") throw offerOver();
  if (!times.includes(startMs)) throw new AppError("invalid", "Choose one of the times offered.", { fields: { start: "Choose one of the times offered." } });
  return moveBooking(app, { kind: "guest", bookingId }, bookingId, { startMs, offerId: id, correlationId });
}
