import type { App } from "./app.server.ts";
import { doRow } from "./bookings/absences/do-row.server.ts";
import { endOffer } from "./bookings/absences/offer.server.ts";
import { bulkStep } from "./bookings/bulk/step.server.ts";
import { IMPORT_STEP, importStep } from "./bookings/csv-import/step.server.ts";
import { driftStep } from "./bookings/drift/run.server.ts";
import { relocateBooking } from "./bookings/relocate/relocate.server.ts";
import { rereadBooking } from "./bookings/sighting/reread.server.ts";
import type { JobHandlers } from "./jobs/job.ts";

/** The handler of each kind of job. One line per kind; handlers live with their subject. */
export function jobHandlers(_app: App): JobHandlers {
  return {
    "absence-row": doRow,
    "absence-offer-end": endOffer,
    "bulk-step": bulkStep,
    [IMPORT_STEP]: importStep,
    "drift-step": driftStep,
    "relocate-booking": relocateBooking,
    "reread-booking": rereadBooking,
  };
}
