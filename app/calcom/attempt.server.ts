import { classify, type Answer } from "./classify.ts";
import { CalcomError } from "./errors.ts";
import { NoAnswer } from "./exchange.server.ts";
import { scrub } from "./scrub.ts";

/**
 * How one attempt ended. `unreadable`: a success whose body we cannot parse. `held`: not sent, for the reason given; it
 * may be sent after `waitMs`.
 */
export type Attempt<T> = { outcome: "read"; value: T; answer: Answer } | FailedAttempt;

export type FailedAttempt =
  | { outcome: "refused"; answer: Answer }
  | { outcome: "unreadable"; answer: Answer; problem: string }
  | { outcome: "unanswered"; reason: NoAnswer }
  | { outcome: "held"; reason: CalcomError; waitMs: number };

/** Runs `send` and reads its answer. Never throws. */
export async function attemptOnce<T>(send: () => Promise<Answer>, read: (json: unknown) => T): Promise<Attempt<T>> {
  let answer: Answer;
  try {
    answer = await send();
  } catch (error) {
    return { outcome: "unanswered", reason: error instanceof NoAnswer ? error : new NoAnswer("cut", "no answer: unknown") };
  }
  if (answer.status < 200 || answer.status > 299) return { outcome: "refused", answer };
  try {
    return { outcome: "read", value: read(answer.json), answer };
  } catch (error) {
    return { outcome: "unreadable", answer, problem: whatIsMissing(error) };
  }
}

/**
 * The reason behind a failed attempt. A write whose answer is missing, a fault or unreadable may have happened:
 * that is `outcome_unknown`. A 4xx and a request that never left are certain.
 */
export function failureOf(attempt: FailedAttempt, isWrite: boolean, sent: unknown): CalcomError {
  if (attempt.outcome === "held") return attempt.reason;
  const unclear = isWrite ? "outcome_unknown" : "upstream_down";
  if (attempt.outcome === "unanswered") {
    const { kind, message } = attempt.reason;
    if (kind === "unsent") return new CalcomError("upstream_down", message);
    if (kind === "unsent_aborted") return new CalcomError("aborted", message);
    return new CalcomError(kind === "aborted" && !isWrite ? "aborted" : unclear, message);
  }
  const { status } = attempt.answer;
  if (attempt.outcome === "unreadable") return new CalcomError(unclear, attempt.problem, { status });
  const reason = classify(attempt.answer);
  const code = status < 400 || status > 499 ? unclear : reason.code;
  return new CalcomError(code, scrub(reason.message, sent), { status, newUid: reason.newUid });
}

/** Names the invalid fields of the answer, never their values. */
function whatIsMissing(error: unknown): string {
  const issues = (error as { issues?: { path?: PropertyKey[] }[] } | null)?.issues ?? [];
  const paths = issues.map(({ path = [] }) => path.map(String).join(".") || "the whole").slice(0, 5);
  return `the answer cannot be read: ${paths.join(", ") || "unexpected content"}`;
}
