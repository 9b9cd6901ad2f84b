import { toIso } from "#app/lib/time.ts";
import type { Tx } from "#db/client.ts";
import type { engineTimeOff } from "#db/schema/engine.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import type { Engine } from "#app/engine/context.ts";
import { newUuid } from "#app/engine/bookings/uuid.ts";
import { writeDeliveries } from "./announce.server.ts";
import { spelled } from "./payload/parts.ts";
import { webhooksFor } from "./store.server.ts";

/** OOO_CREATED: a host is away. */
export function announceTimeOff(tx: Tx, engine: Engine, row: typeof engineTimeOff.$inferSelect, user: EngineUser): void {
  const webhooks = webhooksFor(tx, "OOO_CREATED", { userId: user.id, eventTypeId: null, teamId: null });
  if (webhooks.length === 0) return;
  const now = toIso(engine.clock());
  const { id, name, username, email, timeZone } = user;
  const oooEntry = {
    id: row.id,
    start: spelled.offset(row.startsAt),
    end: spelled.offset(row.endsAt),
    createdAt: now,
    updatedAt: now,
    notes: row.reason,
    reason: { emoji: "🕒", reason: "ooo_reasons_unspecified" },
    reasonId: 1,
    user: { id, name, username, email, timeZone },
    toUser: null,
    uuid: newUuid(engine.random),
  };
  writeDeliveries(tx, engine, webhooks, "OOO_CREATED", { oooEntry }, null);
}
