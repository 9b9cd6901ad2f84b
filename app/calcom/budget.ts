import { MINUTE_MS, type Clock } from "#app/lib/time.ts";

/** A header that is wrong must not shut us out for a day. */
const LONGEST_BLOCK_MS = 5 * MINUTE_MS;

export interface BudgetConfig {
  clock: Clock;
  /** How many calls the far end allows in `perMs`. */
  calls: number;
  perMs: number;
  /** How many of these background work leaves to visitors. */
  keptForVisitors: number;
}

/** The rate limit as the far end reports it, which includes other programs with the same key. */
export interface ToldLimit {
  remaining: number;
  resetMs: number;
}

export interface CallBudget {
  /** Counts one call and returns 0, or returns the milliseconds to wait before asking again. */
  take(isBackground: boolean): number;
  /** Takes over the far end's count from its headers. */
  hear(told: ToldLimit): void;
  /** Blocks all calls for this long. */
  block(ms: number): void;
}

/**
 * Counts calls over a sliding window, to stay below the far end's limit. Visitors may use all of it, background work
 * only its share: it waits while many calls are made.
 */
export function createBudget({ clock, calls, perMs, keptForVisitors }: BudgetConfig): CallBudget {
  let sentAt: number[] = [];
  let told = { remaining: Infinity, untilMs: 0 };
  let blockedUntilMs = 0;

  function waitMs(isBackground: boolean, nowMs: number): number {
    if (nowMs < blockedUntilMs) return blockedUntilMs - nowMs;
    const kept = isBackground ? keptForVisitors : 0;
    if (nowMs < told.untilMs && told.remaining <= kept) return told.untilMs - nowMs;
    sentAt = sentAt.filter((atMs) => atMs > nowMs - perMs);
    const most = calls - kept;
    return sentAt.length < most ? 0 : sentAt[sentAt.length - most]! + perMs - nowMs;
  }

  return {
    take(isBackground) {
      const nowMs = clock();
      const wait = waitMs(isBackground, nowMs);
      if (wait > 0) return wait;
      sentAt.push(nowMs);
      told.remaining -= 1;
      return 0;
    },
    hear({ remaining, resetMs }) {
      told = { remaining, untilMs: clock() + Math.min(resetMs, perMs) };
    },
    block(ms) {
      blockedUntilMs = Math.max(blockedUntilMs, clock() + Math.min(ms, LONGEST_BLOCK_MS));
    },
  };
}
