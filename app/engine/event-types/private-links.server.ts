import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { toIso } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { enginePrivateLinks } from "#db/schema/engine.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, notFound } from "#app/engine/http/failures.ts";
import { instant, integerFrom, optional } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { ownEventTypeOf } from "./personal.server.ts";
import type { EventType } from "./store.server.ts";

type PrivateLink = typeof enginePrivateLinks.$inferSelect;

const Limits = z.object({ expiresAt: optional(instant()), maxUsageCount: optional(integerFrom(1)) });

/** POST /v2/event-types/:eventTypeId/private-links: limited by time or by number of bookings; one booking by default. */
export function createPrivateLink(call: SignedCall): Answer {
  const { engine } = call;
  const eventType = ownEventTypeOf(call);
  const { expiresAt = null, maxUsageCount = null } = limitsOf(call.body);
  const link = engine.db
    .insert(enginePrivateLinks)
    .values({
      linkId: newId(engine.random),
      eventTypeId: eventType.id,
      expiresAt,
      maxUsageCount: expiresAt === null ? (maxUsageCount ?? 1) : null,
      createdAt: engine.clock(),
    })
    .returning()
    .get();
  return created(output(call, eventType, link));
}

/** GET /v2/event-types/:eventTypeId/private-links */
export function listPrivateLinks(call: SignedCall): Answer {
  const eventType = ownEventTypeOf(call);
  const links = call.engine.db
    .select()
    .from(enginePrivateLinks)
    .where(eq(enginePrivateLinks.eventTypeId, eventType.id))
    .orderBy(enginePrivateLinks.createdAt, sql`rowid`)
    .all();
  return ok(links.map((link) => output(call, eventType, link)));
}

/** PATCH /v2/event-types/:eventTypeId/private-links/:linkId. Missing fields stay; an expiry date replaces the usage limit. */
export function updatePrivateLink(call: SignedCall): Answer {
  const eventType = ownEventTypeOf(call);
  const { expiresAt, maxUsageCount } = limitsOf(call.body);
  const change = expiresAt !== undefined ? { expiresAt, maxUsageCount: null } : maxUsageCount !== undefined ? { expiresAt: null, maxUsageCount } : null;
  const link = linkOr404(call, eventType, "Updated link not found");
  if (change === null) return ok(output(call, eventType, link));
  call.engine.db.update(enginePrivateLinks).set(change).where(eq(enginePrivateLinks.linkId, link.linkId)).run();
  return ok(output(call, eventType, { ...link, ...change }));
}

/** DELETE /v2/event-types/:eventTypeId/private-links/:linkId */
export function deletePrivateLink(call: SignedCall): Answer {
  const { linkId } = linkOr404(call, ownEventTypeOf(call), "Deleted link not found");
  call.engine.db.delete(enginePrivateLinks).where(eq(enginePrivateLinks.linkId, linkId)).run();
  return ok({ linkId, message: "Private link deleted successfully" });
}

function limitsOf(body: unknown): z.output<typeof Limits> {
  const limits = parseInput(Limits, body);
  if (limits.expiresAt !== undefined && limits.maxUsageCount !== undefined) throw badRequest("Only one of 'expiresAt' and 'maxUsageCount' can be provided.");
  return limits;
}

function linkOr404({ engine, params }: SignedCall, eventType: EventType, message: string): PrivateLink {
  const own = and(eq(enginePrivateLinks.linkId, params.linkId!), eq(enginePrivateLinks.eventTypeId, eventType.id));
  const link = engine.db.select().from(enginePrivateLinks).where(own).get();
  if (!link) throw notFound(message);
  return link;
}

function output({ engine }: SignedCall, { slug }: EventType, { linkId, eventTypeId, expiresAt, maxUsageCount, usageCount }: PrivateLink): object {
  const isExpired = expiresAt === null ? usageCount >= (maxUsageCount ?? 1) : expiresAt <= engine.clock();
  const limit = expiresAt === null ? { maxUsageCount: maxUsageCount ?? 1, usageCount } : { expiresAt: toIso(expiresAt) };
  return { linkId, eventTypeId, isExpired, bookingUrl: `${engine.baseUrl}/d/${linkId}/${slug}`, ...limit };
}
