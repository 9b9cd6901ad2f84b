import type { CalcomBooking } from "#app/calcom/model.ts";
import { customersOf } from "#app/calcom/sighting-of-booking.ts";
import { AppError } from "#app/lib/errors.ts";
import { hostAddresses } from "../sighting/read.server.ts";
import { uidOf } from "./ask-change.server.ts";
import type { Asking, Question } from "./asking.ts";

/** The far end identifies attendees by e-mail; for somebody who gave only a phone number it has made one up. */
export const attendanceAsking: Asking = {
  async send(question) {
    const { app, operation, options } = question;
    const uid = uidOf(question);
    const absent = isAbsent(operation);
    const marks = expectedBy(app, await app.gateway.getBooking(uid, options)).flatMap(({ email }) => (email === null ? [] : [{ email, absent }]));
    if (marks.length === 0) throw new AppError("conflict", "The calendar does not know who was to come, so it cannot be noted there.");
    const far = await app.gateway.markAbsent(uid, marks, options);
    // Attendance does not update the booking at every far end, so its answer may carry an older timestamp.
    return { ...far, updatedAtMs: app.clock() };
  },

  async find({ app, operation, uid, options }) {
    if (uid === null) return null;
    const far = await app.gateway.getBooking(uid, options);
    const expected = expectedBy(app, far);
    return expected.length > 0 && expected.every(({ absent }) => absent === isAbsent(operation)) ? far : null;
  },
};

const isAbsent = ({ payload }: Question["operation"]) => payload.absent === true;

const expectedBy = ({ db }: Question["app"], far: CalcomBooking) => customersOf(far, hostAddresses(db));
