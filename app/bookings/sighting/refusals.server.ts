import { writing, type Db } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { readSetting, writeSetting } from "#app/settings/store.server.ts";

/** "no_secret": none is configured here. "unsigned": the header is missing, or Cal.com has none. "wrong_signature": another secret. */
export type RefusalReason = "no_secret" | "unsigned" | "wrong_signature";

export interface Refusals {
  count: number;
  /** UTC milliseconds. */
  lastAt: number;
  lastReason: RefusalReason;
}

const KEY = "calcom_webhook_refusals";

/** Of refused deliveries only the count, time and reason are stored. */
export function countRefusal(app: App, lastReason: RefusalReason): void {
  writing(app.db, (tx) => {
    const count = (webhookRefusals(app.db)?.count ?? 0) + 1;
    writeSetting(tx, KEY, JSON.stringify({ count, lastAt: app.clock(), lastReason } satisfies Refusals), app.clock());
  });
}

export function webhookRefusals(db: Db): Refusals | null {
  const stored = readSetting(db, KEY);
  return stored === null ? null : (JSON.parse(stored) as Refusals);
}
