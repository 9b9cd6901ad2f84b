import type { Clock } from "#app/lib/time.ts";

export interface BreakerConfig {
  clock: Clock;
  /** It opens after this many failures in a row, */
  failures: number;
  /** once they have lasted this long: three failures within a second are a hiccup. */
  overMs: number;
  /** How long it then stays open; doubles with every failed trial call. */
  openMs: number;
  longestOpenMs: number;
  /** How much earlier than other calls the background probe may be the trial, so that no visitor has to wait for it. */
  probeLeadMs: number;
}

export type BreakerNews = "opened" | "closed" | null;

/** How a call ended: with any answer at all, without one, or its caller gave up. */
export type CallEnd = "answered" | "failed" | "unclear";

export interface Breaker {
  /**
   * How long a call must wait; 0 if it may be sent. Once the breaker has been open long enough, one call at a time may
   * be sent: the trial.
   */
  waitMs(isProbe?: boolean): number;
  /** Whether it is time to probe if the far end is back. */
  isProbeDue(): boolean;
  /** Starts a permitted call; the returned function reports how it ended. */
  begin(): (end: CallEnd) => BreakerNews;
}

/**
 * A circuit breaker for a far end that does not answer: callers fail at once instead of after seconds, and do not all
 * call the moment it is back.
 */
export function createBreaker({ clock, failures, overMs, openMs, longestOpenMs, probeLeadMs }: BreakerConfig): Breaker {
  let failedInARow = 0;
  let failingSinceMs = Infinity;
  let timesOpened = 0;
  let openUntilMs = 0;
  let isOpen = false;
  let isTrialUnderWay = false;

  function waitMs(isProbe = false): number {
    if (!isOpen) return 0;
    return isTrialUnderWay ? openMs : Math.max(0, openUntilMs + (isProbe ? 0 : probeLeadMs) - clock());
  }

  function open(): BreakerNews {
    openUntilMs = clock() + Math.min(longestOpenMs, openMs * 2 ** timesOpened);
    timesOpened += 1;
    const news = isOpen ? null : "opened";
    isOpen = true;
    return news;
  }

  function close(): BreakerNews {
    const news = isOpen ? "closed" : null;
    [failedInARow, failingSinceMs, timesOpened, isOpen] = [0, Infinity, 0, false];
    return news;
  }

  return {
    waitMs,
    isProbeDue: () => isOpen && waitMs(true) === 0,
    begin() {
      const beganMs = clock();
      const isTrial = isOpen;
      if (isTrial) isTrialUnderWay = true;
      return (end) => {
        if (isTrial) isTrialUnderWay = false;
        if (end === "answered") return close();
        // Calls started before it opened say nothing new.
        if (end === "unclear" || (isOpen && !isTrial)) return null;
        failedInARow += 1;
        failingSinceMs = Math.min(failingSinceMs, beganMs);
        return isTrial || (failedInARow >= failures && clock() - failingSinceMs >= overMs) ? open() : null;
      };
    },
  };
}
