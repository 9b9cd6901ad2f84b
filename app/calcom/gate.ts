import type { Clock } from "#app/lib/time.ts";
import type { Attempt, FailedAttempt } from "./attempt.server.ts";
import type { Answer } from "./classify.ts";
import { createBreaker, type BreakerConfig, type CallEnd } from "./breaker.ts";
import { createBudget, type BudgetConfig } from "./budget.ts";
import { CalcomError } from "./errors.ts";
import type { Effort } from "./gateway.ts";
import { askedWaitMs, isForEveryCall, toldLimit } from "./retry.ts";
import type { CalcomLog } from "./transport.server.ts";

/** Settings for a far end over the network; an in-process one needs none. */
export interface GateConfig {
  budget: Omit<BudgetConfig, "clock">;
  breaker: Omit<BreakerConfig, "clock">;
}

/** Every attempt of every call passes through the gate before it is sent. */
export interface Gate {
  /** `waitMs`: ask again after that. `refused`: do not send. `passed`: send now, and report how it ended. */
  enter(effort: Effort): { waitMs: number } | { refused: FailedAttempt } | { passed: (ended: Attempt<unknown>) => void };
  /** Whether calls are held back and it is time to probe again. */
  isProbeDue(): boolean;
}

export const openGate: Gate = { enter: () => ({ passed: () => {} }), isProbeDue: () => false };

/** One per gateway, since limit and outages belong to the key. */
export function createGate(config: GateConfig, { clock, log }: { clock: Clock; log: CalcomLog }): Gate {
  const budget = createBudget({ ...config.budget, clock });
  const breaker = createBreaker({ ...config.breaker, clock });

  function hear(answer: Answer): void {
    const told = toldLimit(answer.headers, clock());
    if (told) budget.hear(told);
    if (isForEveryCall(answer)) budget.block(askedWaitMs(answer, clock()));
  }

  return {
    enter(effort) {
      const closedMs = breaker.waitMs(effort === "probe");
      if (closedMs > 0) return { refused: { outcome: "held", waitMs: closedMs, reason: new CalcomError("upstream_down", "not sent: the last calls were not answered") } };
      const waitMs = budget.take(effort === "job");
      if (waitMs > 0) return { waitMs };
      const end = breaker.begin();
      return {
        passed(ended) {
          if ("answer" in ended) hear(ended.answer);
          const news = end(endOf(ended));
          if (news === "opened") log.warn({}, "Cal.com does not answer: calls are held back for a while");
          if (news === "closed") log.info({}, "Cal.com answers again");
        },
      };
    },
    isProbeDue: () => breaker.isProbeDue(),
  };
}

/** The result of a call that has no time left to wait for its turn. */
export function tooBusy(waitMs: number): FailedAttempt {
  return { outcome: "held", waitMs, reason: new CalcomError("rate_limit_exceeded", "not sent: the calls of this minute are used up") };
}

/** Any answer of its own shows that the far end is up; a proxy's error page does not. */
function endOf(ended: Attempt<unknown>): CallEnd {
  if (ended.outcome === "held") return "unclear";
  if (ended.outcome === "unanswered") return ended.reason.kind === "aborted" || ended.reason.kind === "unsent_aborted" ? "unclear" : "failed";
  const { status, json } = ended.answer;
  return status >= 500 || (status < 300 && ended.outcome === "unreadable" && json === undefined) ? "failed" : "answered";
}
