import { calcomErrorOf, isOutcomeUnknown } from "#app/calcom/errors.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { uidOf } from "./ask-change.server.ts";
import type { Asking, Question } from "./asking.ts";

export const confirmAsking: Asking = {
  send: (question) => decide(question, "accepted", (uid) => question.app.gateway.confirmBooking(uid, question.options)),
  find: (question) => decidedAs(question, "accepted"),
};

export const declineAsking: Asking = {
  send: (question) => decide(question, "rejected", (uid) => question.app.gateway.declineBooking(uid, (question.operation.payload.reason as string | undefined) || undefined, question.options)),
  find: (question) => decidedAs(question, "rejected"),
};

/** A refusal may only mean that it is already decided, in words that differ between versions: so look. */
async function decide(question: Question, as: "accepted" | "rejected", ask: (uid: string) => Promise<CalcomBooking>): Promise<CalcomBooking> {
  try {
    return await ask(uidOf(question));
  } catch (error) {
    const isRefusal = calcomErrorOf(error) !== null && !isOutcomeUnknown(error) && calcomErrorOf(error)?.code !== "upstream_down";
    const decided = isRefusal ? await decidedAs(question, as).catch(() => null) : null;
    if (!decided) throw error;
    return decided;
  }
}

async function decidedAs({ app, uid, options }: Question, status: "accepted" | "rejected"): Promise<CalcomBooking | null> {
  if (uid === null) return null;
  const far = await app.gateway.getBooking(uid, options);
  return far.status === status ? far : null;
}
