import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import { RateLimiterRes, RateLimiterSQLite } from "rate-limiter-flexible";
import type { Db } from "#db/client.ts";
import { AppError } from "#app/lib/errors.ts";
import { waitText } from "#app/lib/format.ts";
import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";

interface Budget {
  attempts: number;
  perMs: number;
}

/** How often one key may try. `-address` budgets count a network address whatever it tries. */
export const budgets = {
  /** Guessing the password of one account. Key: address and e-mail. */
  "sign-in": { attempts: 10, perMs: 15 * MINUTE_MS },
  /** Guessing one password for many accounts. */
  "sign-in-address": { attempts: 50, perMs: 15 * MINUTE_MS },
  /** Mails with links (sign up, forgotten password) to one mailbox. Key: e-mail. */
  link: { attempts: 5, perMs: HOUR_MS },
  "link-address": { attempts: 20, perMs: HOUR_MS },
  /** Sending the booking form. Key: address. */
  booking: { attempts: 20, perMs: 10 * MINUTE_MS },
  /** Choosing a time. Key: address. */
  hold: { attempts: 60, perMs: 10 * MINUTE_MS },
  /** Reading a calendar subscription: programs look a few times an hour. Key: the feed, or the network address for unknown feeds. */
  feed: { attempts: 60, perMs: 10 * MINUTE_MS },
  /** Changes through the JSON API. Key: token. */
  "api-write": { attempts: 300, perMs: MINUTE_MS },
} as const satisfies Record<string, Budget>;

export type BudgetName = keyof typeof budgets;

export interface Limits {
  /**
   * Count one attempt.
   * @throws AppError `rate_limited` when the budget is spent, `upstream_down` when it cannot be counted.
   */
  take(name: BudgetName, ...key: string[]): Promise<void>;
}

/**
 * Attempts are counted in the database, so all processes on one file share them. A key may be an address or an e-mail:
 * the table holds only its keyed hash, under `secret`, because a plain hash of so few possible addresses could be
 * reversed.
 */
export function createLimits(db: Db, options: { enabled: boolean; secret: string }): Limits {
  if (!options.enabled) return { take: async () => {} };
  const counters = new Map(Object.entries(budgets).map(([name, budget]) => [name, counterOf(db, name, budget)]));
  return {
    async take(name, ...key) {
      try {
        await counters.get(name)!.consume(keyedHash(options.secret, name, key));
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) throw tooOften(refusal.msBeforeNext);
        throw new AppError("upstream_down", "We are busy at the moment. Please send it again in a minute.", { cause: refusal });
      }
    },
  };
}

function counterOf(db: Db, name: string, { attempts, perMs }: Budget): RateLimiterSQLite {
  return new RateLimiterSQLite({
    storeClient: db.$client,
    storeType: "better-sqlite3",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: name,
    points: attempts,
    duration: perMs / 1_000,
  });
}

function keyedHash(secret: string, name: string, key: string[]): string {
  return createHmac("sha256", secret).update(JSON.stringify([name, ...key.map(networkOf)])).digest("base64url");
}

/** Counts IPv6 addresses by /64, since one customer usually has all of it. */
function networkOf(part: string): string {
  if (!isIPv6(part)) return part;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(part);
  if (mapped) return mapped[1] as string;
  const [head = "", tail] = part.split("%", 1)[0]!.split("::");
  const front = head.split(":").filter(Boolean);
  const back = tail?.split(":").filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array<string>(Math.max(0, zeros)).fill("0"), ...back];
  return groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":") + "::/64";
}

function tooOften(waitMs: number): AppError {
  return new AppError("rate_limited", `That was tried too often. Please try again ${waitText(waitMs)}.`, { retryAfterMs: waitMs });
}
