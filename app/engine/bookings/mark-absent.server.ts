import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { toIso } from "#app/lib/time.ts";
import { writing } from "#db/client.ts";
import { engineAttendees } from "#db/schema/engine.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, forbidden, notFound } from "#app/engine/http/failures.ts";
import { boolean, email, list, optional } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { bookingOutput } from "./output.ts";
import { steers } from "./rights.ts";
import { changeBooking, findBooking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

const Absences = z.object({
  host: optional(boolean()),
  attendees: optional(list(z.object({ email: email(), absent: boolean() }))),
});

/** POST /v2/bookings/:uid/mark-absent, once the booking has begun. People who are not in the booking are ignored. */
export function markAbsent({ engine, caller, params, body }: SignedCall): Answer {
  const { host, attendees = [] } = parseInput(Absences, body);
  const uid = params.uid!;
  return writing(engine.db, (tx) => {
    const booking = findBooking(tx, uid);
    if (!booking) throw notFound(`Booking with uid=${uid} not found.`);
    if (!steers(caller, booking)) throw forbidden("You are not allowed to mark the attendance of this booking.");
    const nowMs = engine.clock();
    if (nowMs < booking.startsAt) {
      throw badRequest(
        `Bookings can only be marked as absent after their scheduled start time. Current time in UTC+0: ${toIso(nowMs)}, Booking start time in UTC+0: ${toIso(booking.startsAt)}`,
      );
    }
    const marks = attendees.map((mark) => ({ email: mark.email.toLowerCase(), noShow: mark.absent })).filter((mark) => booking.attendees.some((one) => one.email === mark.email));
    for (const mark of marks) {
      tx.update(engineAttendees).set({ absent: mark.noShow }).where(and(eq(engineAttendees.bookingId, booking.id), eq(engineAttendees.email, mark.email))).run();
    }
    changeBooking(tx, booking, { ...(host === undefined ? {} : { absentHost: host }), updatedAt: nowMs });
    if (marks.length > 0) tell(tx, engine, { bookingId: booking.id, trigger: "BOOKING_NO_SHOW_UPDATED", attendees: marks });
    return ok(bookingOutput(findBooking(tx, uid)!, caller));
  });
}
