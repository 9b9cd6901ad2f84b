import type { CalcomAttendee, CalcomBooking } from "#app/calcom/model.ts";
import { AppError } from "#app/lib/errors.ts";
import { uidOf } from "./ask-change.server.ts";
import type { Asking, Question } from "./asking.ts";

/** The far end knows its attendees by their address, which of somebody who gave a phone number alone is one it made up. */
export const attendanceAsking: Asking = {
  async send(question) {
    const { app, operation, options } = question;
    const uid = uidOf(question);
    const email = bookerIn(await app.gateway.getBooking(uid, options), question)?.email;
    if (!email) throw new AppError("conflict", "The calendar does not know who was to come, so it cannot be noted there.");
    const far = await app.gateway.markAbsent(uid, [{ email, absent: operation.payload.absent === true }], options);
    // Who came is no change of the booking to every far end, and its answer may carry the time of an older one.
    return { ...far, updatedAtMs: app.clock() };
  },

  async find(question) {
    if (question.uid === null) return null;
    const far = await question.app.gateway.getBooking(question.uid, question.options);
    return bookerIn(far, question)?.absent === (question.operation.payload.absent === true) ? far : null;
  },
};

function bookerIn({ attendees }: CalcomBooking, { booking }: Pick<Question, "booking">): CalcomAttendee | undefined {
  return attendees.find(({ email }) => email !== null && email.toLowerCase() === booking.attendeeEmail?.toLowerCase()) ?? attendees[0];
}
