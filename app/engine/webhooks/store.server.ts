import { and, asc, eq, isNull, sql, type SQL } from "drizzle-orm";
import { newId } from "#app/lib/tokens.server.ts";
import type { Db, Tx } from "#db/client.ts";
import { engineWebhooks } from "#db/schema/engine.ts";
import type { Deps } from "#app/engine/context.ts";
import { conflict } from "#app/engine/http/failures.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import type { NewWebhook } from "./input.ts";
import type { Trigger } from "./triggers.ts";

export type Webhook = typeof engineWebhooks.$inferSelect;

/** Whose bookings a webhook receives. `{}`: everybody's. */
export type WebhookOwner = { userId?: number; eventTypeId?: number; teamId?: number };

/** The webhooks to notify: those with one of these owners, and those without an owner. Null matches none. */
export type Audience = { userId: number | null; eventTypeId: number | null; teamId: number | null };

export function insertWebhook({ clock, random = systemRandom }: Deps, tx: Tx, owner: WebhookOwner, webhook: Omit<NewWebhook, "version">): Webhook {
  const { userId = null, eventTypeId = null, teamId = null } = owner;
  refuseSecond(tx, owner, webhook.subscriberUrl);
  const values = { userId, eventTypeId, teamId, ...webhook, id: newId(random), createdAt: clock() };
  return tx.insert(engineWebhooks).values(values).returning().get();
}

export function refuseSecond(tx: Tx, owner: WebhookOwner, subscriberUrl: string, butId?: string): void {
  const [found] = tx.select().from(engineWebhooks).where(and(ownedBy(owner), eq(engineWebhooks.subscriberUrl, subscriberUrl))).all().filter(({ id }) => id !== butId);
  if (found) throw conflict(`Webhook with this subscriber url already exists for this ${owner.eventTypeId === undefined ? "user" : "event type"}`);
}

export function listWebhooks(db: Db | Tx, owner: WebhookOwner, take: number, skip: number): Webhook[] {
  return db.select().from(engineWebhooks).where(ownedBy(owner)).orderBy(asc(engineWebhooks.createdAt), asc(engineWebhooks.id)).limit(take).offset(skip).all();
}

export function findWebhook(db: Db | Tx, owner: WebhookOwner, id: string): Webhook | undefined {
  return db.select().from(engineWebhooks).where(and(ownedBy(owner), eq(engineWebhooks.id, id))).get();
}

/** Duplicate addresses are kept: a webhook registered twice is sent twice. */
export function webhooksFor(tx: Tx, trigger: Trigger, { userId, eventTypeId, teamId }: Audience): Webhook[] {
  const everybodys = and(isNull(engineWebhooks.userId), isNull(engineWebhooks.eventTypeId), isNull(engineWebhooks.teamId));
  const theirs = sql`(${engineWebhooks.userId} = ${userId} OR ${engineWebhooks.eventTypeId} = ${eventTypeId} OR ${engineWebhooks.teamId} = ${teamId} OR (${everybodys}))`;
  const rows = tx.select().from(engineWebhooks).where(and(eq(engineWebhooks.active, true), theirs)).orderBy(engineWebhooks.id).all();
  return rows.filter((row) => row.triggers.includes(trigger));
}

export function ownedBy({ userId, eventTypeId, teamId }: WebhookOwner): SQL {
  const is = (column: typeof engineWebhooks.userId | typeof engineWebhooks.eventTypeId | typeof engineWebhooks.teamId, id: number | undefined) => (id === undefined ? isNull(column) : eq(column, id));
  return and(is(engineWebhooks.userId, userId), is(engineWebhooks.eventTypeId, eventTypeId), is(engineWebhooks.teamId, teamId))!;
}
