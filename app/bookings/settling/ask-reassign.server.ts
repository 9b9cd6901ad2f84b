import { eq, sql } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { operations } from "#db/schema/bookings.ts";
import { CalcomError, calcomErrorOf, toAppError } from "#app/calcom/errors.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { uidOf } from "./ask-change.server.ts";
import { findMade, makeAnew, whereItIsNow } from "./ask-create.server.ts";
import type { Asking, Question } from "./asking.ts";
import { asKnownHere, linkUid, type FarBooking } from "./link.server.ts";
import type { Operation } from "./operation.server.ts";
import { rereadLive } from "./reread-live.server.ts";
import { noteFacts } from "../sighting/links.server.ts";

export type ReassignWay = "host" | "replace";

interface Payload {
  way: ReassignWay;
  /** The new host's id there, for `host`. */
  userId: number | null;
  /** The uid before. */
  fromUid: string | null;
  /** Why the notice is set aside, if the booking is made anew within it. */
  override?: string;
  /** The new booking's uid, once it is known to have been made. */
  madeUid?: string;
}

/** Cal.com can change the host of a round robin; for everything else we make a new booking. */
export const reassignAsking: Asking = {
  async send(question) {
    const { app, operation, booking, options } = question;
    const uid = uidOf(question);
    const { way, userId } = payloadOf(operation);
    if (way === "host") {
      await app.gateway.reassignBooking(uid, userId as number, operation.payload.reason as string | undefined, options);
      // The answer contains only the new host: the rest is read.
      writing(app.db, (tx) => rereadLive(tx, app, booking.id));
      return asKnownHere(booking, uid);
    }
    return replaceBy(question, (await madeAlready(question)) ?? (await makeAnew(question)));
  },

  async find(question) {
    const { app, operation, uid, options } = question;
    const { way, userId } = payloadOf(operation);
    if (way === "host") {
      if (uid === null) return null;
      const far = await app.gateway.getBooking(uid, options);
      return far.hosts.some(({ id }) => id === userId) ? far : null;
    }
    const made = (await madeAlready(question)) ?? (await findMade(question));
    return made && replaceBy(question, await whereItIsNow(question, made));
  },
};

/** Whether the new booking is not known to have been made yet. */
export function isStillToBeMade(operation: Operation): boolean {
  const { way, madeUid } = payloadOf(operation);
  return way === "replace" && madeUid === undefined;
}

/** Remember the new uid, whatever happens to the old booking: somebody may move that at the far end. */
export function noteMade(tx: Tx, operationId: string, uid: string): void {
  const payload = sql`json_set(${operations.payload}, '$.madeUid', coalesce(${operations.payload} ->> '$.madeUid', ${uid}))`;
  tx.update(operations).set({ payload }).where(eq(operations.id, operationId)).run();
}

/** The new booking, if it is known to have been made, where it is now. */
async function madeAlready(question: Question): Promise<CalcomBooking | null> {
  const { app, operation, options } = question;
  const payload = app.db.select({ payload: operations.payload }).from(operations).where(eq(operations.id, operation.id)).get()?.payload ?? operation.payload;
  const madeUid = payload.madeUid as string | undefined;
  return madeUid === undefined ? null : whereItIsNow(question, await app.gateway.getBooking(madeUid, options));
}

/**
 * The new booking exists: from here on the change can only be completed. It is recorded as the live one before the old
 * one is cancelled, so that a webhook about the cancellation is not taken for the customer's.
 */
async function replaceBy(question: Question, made: CalcomBooking): Promise<FarBooking> {
  const { app, booking, operation, options } = question;
  const { fromUid } = payloadOf(operation);
  writing(app.db, (tx) => {
    linkUid(tx, app, booking.id, { ...made, rescheduledFromUid: made.rescheduledFromUid ?? fromUid });
    noteMade(tx, operation.id, made.uid);
    // Later messages about the old booking still name the previous person.
    noteFacts(tx, app, made.uid, { scalars: { hosts: [made.updatedAtMs ?? app.clock(), made.hosts] } });
  });
  try {
    const wasAgreed = booking.status !== "pending" && made.status === "pending";
    const standing = wasAgreed ? await app.gateway.confirmBooking(made.uid, options) : made;
    await cancelFormer(question, fromUid);
    return { ...standing, rescheduledFromUid: standing.rescheduledFromUid ?? made.rescheduledFromUid ?? fromUid };
  } catch (error) {
    throw toAppError(new CalcomError("outcome_unknown", `the booking was made anew, and then: ${calcomErrorOf(error)?.code ?? "an error"}`));
  }
}

async function cancelFormer(question: Question, uid: string | null): Promise<void> {
  if (uid === null) return;
  try {
    await question.app.gateway.cancelBooking(uid, "Reassigned to a colleague at the same time", question.options);
  } catch (error) {
    const code = calcomErrorOf(error)?.code;
    if (code === "not_found") return;
    if (code !== "already_cancelled" && code !== "already_rescheduled") throw error;
    // If it was moved there meanwhile, it exists at another time beside the new one.
    const { rescheduledToUid } = await question.app.gateway.getBooking(uid, question.options);
    return cancelFormer(question, rescheduledToUid);
  }
}

function payloadOf({ payload }: Operation): Payload {
  return payload as unknown as Payload;
}
