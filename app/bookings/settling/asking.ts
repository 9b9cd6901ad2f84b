import type { App } from "#app/app.server.ts";
import type { CallOptions } from "#app/calcom/gateway.ts";
import type { Booking } from "../booking.ts";
import type { FarBooking } from "./link.server.ts";
import type { Operation } from "./operation.server.ts";

/** One change to be asked of the far end. `uid` is the booking's live one there, null when it has none. */
export interface Question {
  app: App;
  operation: Operation;
  booking: Booking;
  uid: string | null;
  options: CallOptions;
}

/** How one kind of operation is asked of the far end. Both throw what the gateway throws. */
export interface Asking {
  /** Ask for it. Asked again of what is done already, it answers as the first time. */
  send(question: Question): Promise<FarBooking>;
  /** What the far end shows of an earlier attempt; null when it shows none. */
  find(question: Question): Promise<FarBooking | null>;
}
