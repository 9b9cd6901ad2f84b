import type { App } from "#app/app.server.ts";
import type { CallOptions } from "#app/calcom/gateway.ts";
import type { Booking } from "../booking.ts";
import type { FarBooking } from "./link.server.ts";
import type { Operation } from "./operation.server.ts";

/** One change to request from the far end. `uid` is the booking's live one there, null when it has none. */
export interface Question {
  app: App;
  operation: Operation;
  booking: Booking;
  uid: string | null;
  options: CallOptions;
}

/** How one kind of operation is requested from the far end. Both methods throw what the gateway throws. */
export interface Asking {
  /** Send the request. If it was already done, it answers as the first time. */
  send(question: Question): Promise<FarBooking>;
  /** The result of an earlier attempt, if the far end shows one; null otherwise. */
  find(question: Question): Promise<FarBooking | null>;
}
