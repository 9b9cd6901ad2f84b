import { MINUTE_MS, type Clock } from "#app/lib/time.ts";

/** A header that is wrong must not shut us out for a day. */
const LONGEST_BLOCK_MS = 5 * MINUTE_MS;

export interface BudgetConfig {
  clock: Clock;
  /** How many calls the far end answers in `perMs`. */
  calls: number;
  perMs: number;
  /** Calls of these that background work leaves to visitors. */
  keptForVisitors: number;
}

/** What the far end says of its own counting, which other programs with the same key share. */
export interface ToldLimit {
  remaining: number;
  resetMs: number;
}

export interface CallBudget {
  /** Counts one call and gives 0, or gives the milliseconds after which to ask again. */
  take(isBackground: boolean): number;
  /** The far end's count, as its headers tell it. */
  hear(told: ToldLimit): void;
  /** The far end answers nothing for so long. */
  block(ms: number): void;
}

/**
 * Counts calls over a sliding window, so that the far end's limit is not run into. Visitors may use all of it,
 * background work only its share: while much is asked, it waits.
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
