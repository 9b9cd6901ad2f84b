import { and, eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { engineWebhooks } from "#db/schema/engine.ts";
import type { Deps } from "#app/engine/context.ts";
import { insertWebhook, ownedBy } from "./store.server.ts";
import type { Trigger } from "./triggers.ts";

/** A webhook for everybody's bookings, once per address. It has no secret: whoever sends for it signs with their own. */
export function ensureWebhook(deps: Deps, { subscriberUrl, triggers }: { subscriberUrl: string; triggers: readonly Trigger[] }): void {
  writing(deps.db, (tx) => {
    const found = tx.select().from(engineWebhooks).where(and(ownedBy({}), eq(engineWebhooks.subscriberUrl, subscriberUrl))).get();
    if (!found) insertWebhook(deps, tx, {}, { subscriberUrl, triggers: [...triggers], active: true });
    else tx.update(engineWebhooks).set({ triggers: [...triggers], active: true }).where(eq(engineWebhooks.id, found.id)).run();
  });
}
