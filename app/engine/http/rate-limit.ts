import { LRUCache } from "lru-cache";
import { MINUTE_MS, SECOND_MS, type Clock } from "#app/lib/time.ts";

export interface RateLimit {
  limit: number;
  windowMs: number;
  /** How long a caller who went over the limit is refused. */
  blockMs: number;
}

export interface Allowance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** The remaining time, not a timestamp. */
  resetSeconds: number;
}

interface Bucket {
  used: number;
  endsMs: number;
  blocked: boolean;
}

const DEFAULT: RateLimit = { limit: 120, windowMs: MINUTE_MS, blockMs: MINUTE_MS };
/** Beyond this the least recently seen is dropped, so that made-up keys cannot fill the memory. */
const MOST_CALLERS = 10_000;

/** A fixed window per caller. "off" counts nothing, but still returns the three header values. */
export function createRateLimiter(setting: RateLimit | "off" = DEFAULT, clock: Clock): (caller: string) => Allowance {
  if (setting === "off") {
    return () => ({ allowed: true, limit: DEFAULT.limit, remaining: DEFAULT.limit, resetSeconds: DEFAULT.windowMs / SECOND_MS });
  }
  const { limit, windowMs, blockMs } = setting;
  const buckets = new LRUCache<string, Bucket>({ max: MOST_CALLERS });
  return (caller) => {
    const nowMs = clock();
    let bucket = buckets.get(caller);
    if (!bucket || bucket.endsMs <= nowMs) buckets.set(caller, (bucket = { used: 0, endsMs: nowMs + windowMs, blocked: false }));
    bucket.used += 1;
    if (bucket.used > limit && !bucket.blocked) {
      bucket.blocked = true;
      bucket.endsMs = nowMs + blockMs;
    }
    return {
      allowed: !bucket.blocked,
      limit,
      remaining: Math.max(0, limit - bucket.used),
      resetSeconds: Math.ceil((bucket.endsMs - nowMs) / SECOND_MS),
    };
  };
}

export function rateLimitHeaders(allowance: Allowance): Record<string, string> {
  return {
    "X-RateLimit-Limit-Default": String(allowance.limit),
    "X-RateLimit-Remaining-Default": String(allowance.remaining),
    "X-RateLimit-Reset-Default": String(allowance.resetSeconds),
  };
}
