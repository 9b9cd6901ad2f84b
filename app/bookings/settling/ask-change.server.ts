import { calcomErrorOf } from "#app/calcom/errors.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Asking, Question } from "./asking.ts";

export const moveAsking: Asking = {
  async send(question) {
    const { app, operation, options } = question;
    const uid = uidOf(question);
    try {
      const reason = operation.payload.reason as string | undefined;
      return await app.gateway.rescheduleBooking(uid, { startMs: operation.targetStartsAt as number, ...(reason && { reason }) }, options);
    } catch (error) {
      const cause = calcomErrorOf(error);
      // If the successor is at the time we asked for, an earlier attempt had arrived after all.
      const moved = cause?.code === "already_rescheduled" && cause.newUid ? await successor(question, uid, cause.newUid) : null;
      if (!moved) throw error;
      return moved;
    }
  },

  async find(question) {
    if (question.uid === null) return null;
    const { rescheduledToUid } = await question.app.gateway.getBooking(question.uid, question.options);
    return rescheduledToUid ? successor(question, question.uid, rescheduledToUid) : null;
  },
};

/** The successor, if it is at the time we asked for. */
async function successor({ app, operation, options }: Question, uid: string, newUid: string): Promise<CalcomBooking | null> {
  const next = await app.gateway.getBooking(newUid, options);
  return next.startMs === operation.targetStartsAt ? { ...next, rescheduledFromUid: next.rescheduledFromUid ?? uid } : null;
}

/** More moves than anyone makes while a cancellation is on its way. */
const MOST_MOVES = 10;

export const cancelAsking: Asking = {
  async send(question) {
    const uid = uidOf(question);
    const { app, operation, options } = question;
    try {
      // Cal.com requires a reason from a host, and we use the host's key.
      return await app.gateway.cancelBooking(uid, (operation.payload.reason as string | undefined) || "Cancelled by the customer", options);
    } catch (error) {
      const code = calcomErrorOf(error)?.code;
      if (code !== "already_cancelled" && code !== "already_rescheduled") throw error;
      const far = await app.gateway.getBooking(uid, options);
      if (far.rescheduledToUid) return cancelAsking.send({ ...question, uid: far.rescheduledToUid });
      if (far.status !== "cancelled") throw error;
      return far;
    }
  },

  async find({ app, uid, options }) {
    if (uid === null) return null;
    let far = await app.gateway.getBooking(uid, options);
    for (let steps = 0; far.rescheduledToUid && steps < MOST_MOVES; steps += 1) far = await app.gateway.getBooking(far.rescheduledToUid, options);
    return far.status === "cancelled" && !far.rescheduledToUid ? far : null;
  },
};

/** @throws AppError conflict when the far end has no such booking to change */
export function uidOf({ uid }: Pick<Question, "uid">): string {
  if (uid === null)
    throw new AppError("conflict", "This appointment is no longer in the calendar, so it cannot be changed here. Please call us.", {
      atDesk: "This appointment is no longer in the calendar, so there is nothing to change there.",
    });
  return uid;
}
