import type { App } from "./app.server.ts";
import { driftStep } from "./bookings/drift/run.server.ts";
import { relocateBooking } from "./bookings/relocate/relocate.server.ts";
import { rereadBooking } from "./bookings/sighting/reread.server.ts";
import type { JobHandlers } from "./jobs/job.ts";

/** What does each kind of job. One line a kind; the handler lives with its subject. */
export function jobHandlers(_app: App): JobHandlers {
  return {
    "drift-step": driftStep,
    "relocate-booking": relocateBooking,
    "reread-booking": rereadBooking,
  };
}
