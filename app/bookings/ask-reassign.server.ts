import { writing } from "#db/client.ts";
import { CalcomError, calcomErrorOf, toAppError } from "#app/calcom/errors.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { uidOf } from "./ask-change.server.ts";
import { findMade, newCalcomBooking } from "./ask-create.server.ts";
import type { Asking, Question } from "./asking.ts";
import { asKnownHere, linkUid, type FarBooking } from "./link.server.ts";
import type { Operation } from "./operation.server.ts";
import { rereadLive } from "./reread-live.server.ts";
import { noteFacts } from "./sighting/links.server.ts";

export type ReassignWay = "host" | "replace";

interface Payload {
  way: ReassignWay;
  /** Of the new host there, for `host`. */
  userId: number | null;
  /** What it was before; once the booking's live uid is another, the new one has been made. */
  fromUid: string | null;
}

/** Cal.com changes the host of a round robin; of everything else it makes a new booking. */
export const reassignAsking: Asking = {
  async send(question) {
    const { app, operation, booking, options } = question;
    const uid = uidOf(question);
    const { way, userId, fromUid } = payloadOf(operation);
    if (way === "host") {
      await app.gateway.reassignBooking(uid, userId as number, operation.payload.reason as string | undefined, options);
      // Its answer is the new host alone: the rest is read.
      writing(app.db, (tx) => rereadLive(tx, app, booking.id));
      return asKnownHere(booking, uid);
    }
    const made = uid === fromUid ? await app.gateway.createBooking(newCalcomBooking(question), options) : await app.gateway.getBooking(uid, options);
    return replaceBy(question, made);
  },

  async find(question) {
    const { app, operation, uid, options } = question;
    const { way, userId, fromUid } = payloadOf(operation);
    if (way === "host") {
      if (uid === null) return null;
      const far = await app.gateway.getBooking(uid, options);
      return far.hosts.some(({ id }) => id === userId) ? far : null;
    }
    const made = uid === null || uid === fromUid ? await findMade(question) : await app.gateway.getBooking(uid, options);
    return made && replaceBy(question, made);
  },
};

/** Whether nothing was made yet that is known of here. */
export function isStillToBeMade(operation: Operation, uid: string | null): boolean {
  const { way, fromUid } = payloadOf(operation);
  return way === "replace" && uid === fromUid;
}

/**
 * The new one exists: from here on the change can only be finished. That it is the live one is written down before
 * the old one is cancelled, so that a message about the cancellation is not taken for the customer's.
 */
async function replaceBy(question: Question, made: CalcomBooking): Promise<FarBooking> {
  const { app, booking, operation, options } = question;
  const { fromUid } = payloadOf(operation);
  writing(app.db, (tx) => {
    linkUid(tx, app, booking.id, { ...made, rescheduledFromUid: fromUid });
    // A later word about the former one still names the former person.
    noteFacts(tx, app, made.uid, { scalars: { hosts: [made.updatedAtMs ?? app.clock(), made.hosts] } });
  });
  try {
    const wasAgreed = booking.status !== "pending" && made.status === "pending";
    const standing = wasAgreed ? await app.gateway.confirmBooking(made.uid, options) : made;
    await cancelFormer(question, fromUid);
    return { ...standing, rescheduledFromUid: fromUid };
  } catch (error) {
    throw toAppError(new CalcomError("outcome_unknown", `the booking was made anew, and then: ${calcomErrorOf(error)?.code ?? "an error"}`));
  }
}

async function cancelFormer(question: Question, uid: string | null): Promise<void> {
  if (uid === null) return;
  try {
    await question.app.gateway.cancelBooking(uid, "Passed to a colleague at the same time", question.options);
  } catch (error) {
    const code = calcomErrorOf(error)?.code;
    if (code === "not_found") return;
    if (code !== "already_cancelled" && code !== "already_rescheduled") throw error;
    // Moved there meanwhile, it stands at another time beside the new one.
    const { rescheduledToUid } = await question.app.gateway.getBooking(uid, question.options);
    return cancelFormer(question, rescheduledToUid);
  }
}

function payloadOf({ payload }: Operation): Payload {
  return payload as unknown as Payload;
}
