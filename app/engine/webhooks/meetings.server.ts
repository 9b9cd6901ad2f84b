import { and, eq, gt, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { engineBookings, engineDeliveries } from "#db/schema/engine.ts";
import type { Engine } from "#app/engine/context.ts";
import { audienceOf } from "./audience.ts";
import { factsOf, type Facts } from "./payload/facts.server.ts";
import { meetingBody } from "./payload/meeting.ts";
import { webhooksFor, type Webhook } from "./store.server.ts";
import { meetingTriggers, type MeetingTrigger } from "./triggers.ts";

/**
 * MEETING_STARTED and MEETING_ENDED are written when a booking is accepted, each with the booking as it is then, and
 * sent at its scheduled start and end if it is still accepted.
 */
export function planMeetings(tx: Tx, engine: Engine, facts: Facts): void {
  if (facts.booking.status !== "accepted") return;
  for (const trigger of meetingTriggers) {
    for (const webhook of webhooksFor(tx, trigger, audienceOf(facts))) plan(tx, engine, webhook, trigger, facts, "labelled");
  }
}

/** A webhook that newly subscribes to them also gets those of already accepted bookings, with answers as plain values. */
export function planForWebhook(tx: Tx, engine: Engine, webhook: Webhook): void {
  const asked = meetingTriggers.filter((trigger) => webhook.triggers.includes(trigger));
  const dropped = meetingTriggers.filter((trigger) => !asked.includes(trigger));
  tx.delete(engineDeliveries).where(and(eq(engineDeliveries.webhookId, webhook.id), inArray(engineDeliveries.trigger, dropped))).run();
  if (asked.length === 0 || !webhook.active) return;
  const rows = tx.select({ id: engineBookings.id }).from(engineBookings).where(and(eq(engineBookings.status, "accepted"), gt(engineBookings.startsAt, engine.clock()))).all();
  for (const { id } of rows) {
    const facts = factsOf(tx, engine, id);
    for (const trigger of asked) {
      const told = webhooksFor(tx, trigger, audienceOf(facts)).some((other) => other.id === webhook.id);
      if (told) plan(tx, engine, webhook, trigger, facts, "plain");
    }
  }
}

function plan(tx: Tx, { clock }: Engine, { id: webhookId }: Webhook, trigger: MeetingTrigger, facts: Facts, answers: "labelled" | "plain"): void {
  const { id: bookingId, startsAt, endsAt } = facts.booking;
  const dueAt = trigger === "MEETING_STARTED" ? startsAt : endsAt;
  if (dueAt <= clock()) return;
  const same = and(eq(engineDeliveries.webhookId, webhookId), eq(engineDeliveries.bookingId, bookingId), eq(engineDeliveries.trigger, trigger));
  if (tx.select().from(engineDeliveries).where(same).get()) return;
  tx.insert(engineDeliveries).values({ webhookId, trigger, bookingId, body: meetingBody(facts, trigger, answers), dueAt }).run();
}
