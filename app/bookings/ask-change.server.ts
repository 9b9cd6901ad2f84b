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
      // An earlier attempt had arrived after all, if the successor stands at the time we asked for.
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

/** Where it went, if that is where we sent it. */
async function successor({ app, operation, options }: Question, uid: string, newUid: string): Promise<CalcomBooking | null> {
  const next = await app.gateway.getBooking(newUid, options);
  return next.startMs === operation.targetStartsAt ? { ...next, rescheduledFromUid: next.rescheduledFromUid ?? uid } : null;
}

export const cancelAsking: Asking = {
  async send(question) {
    const { app, operation, options } = question;
    // Cal.com demands a reason of a host, and we speak with the host's key.
    const reason = (operation.payload.reason as string | undefined) || "Cancelled by the customer";
    for (let uid = uidOf(question); ; ) {
      try {
        return await app.gateway.cancelBooking(uid, reason, options);
      } catch (error) {
        if (calcomErrorOf(error)?.code !== "already_cancelled") throw error;
        const last = await lastOf(question, uid);
        if (last.status === "cancelled" || last.uid === uid) return last;
        uid = last.uid;
      }
    }
  },

  async find(question) {
    const last = question.uid === null ? null : await lastOf(question, question.uid);
    return last?.status === "cancelled" ? last : null;
  },
};

/** What it became when somebody moved it there meanwhile: the old uid is cancelled as well then, and the appointment is not. */
async function lastOf(question: Question, uid: string): Promise<CalcomBooking> {
  const far = await question.app.gateway.getBooking(uid, question.options);
  return far.rescheduledToUid ? lastOf(question, far.rescheduledToUid) : far;
}

/** @throws AppError conflict: the far end has nothing that could be changed */
export function uidOf({ uid }: Pick<Question, "uid">): string {
  if (uid === null) throw new AppError("conflict", "This appointment is no longer in the calendar, so it cannot be changed here. Please contact us.");
  return uid;
}
