import { desc, eq, sql } from "drizzle-orm";
import { MINUTE_MS } from "#app/lib/time.ts";
import type { Tx } from "#db/client.ts";
import { engineBookingHosts, engineBookings } from "#db/schema/engine.ts";
import type { Engine } from "#app/engine/context.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { bookableOf, mandatoryHostIds, slotQuestion } from "#app/engine/openings/question.server.ts";
import { checkStart } from "#app/engine/slots/free-slots.ts";
import { weekdays, type Refusal } from "#app/engine/slots/model.ts";
import { TAKEN, TAKEN_TEAM } from "./store.server.ts";

export interface Wanted {
  startMs: number;
  lengthMinutes: number;
  nowMs: number;
  /** The booking being moved or joined, whose own time counts as free. */
  exceptBookingId?: number;
  /** Preferred hosts of a round robin, if free. */
  preferredHostIds?: readonly number[];
  /** Only these may host it. */
  onlyHostIds?: number[];
  /** A host's own booking may lie outside the hours (never on another booking)... */
  allowConflicts?: boolean;
  /** ... or outside notice and window. */
  allowOutOfBounds?: boolean;
  /** ... or beyond the event type's limits. */
  skipLimits?: boolean;
  taken: string;
}

const NOT_AT_THIS_TIME = `The event type can't be booked at the "start" time provided.`;

/** Called inside the writing transaction: its hosts, the organiser first, or a refusal. */
export function hostsFor(engine: Engine, tx: Tx, eventType: EventType, wanted: Wanted): number[] {
  const { startMs, nowMs } = wanted;
  if (startMs < nowMs) throw badRequest("Attempting to book a meeting in the past.");
  const question = slotQuestion(engine, bookableOf(eventType), {
    lengthMinutes: wanted.lengthMinutes,
    range: { startMs, endMs: startMs + wanted.lengthMinutes * MINUTE_MS },
    nowMs,
    exceptBookingId: wanted.exceptBookingId,
    reservations: false,
    skipLimits: wanted.skipLimits,
    hostIds: wanted.onlyHostIds,
  });
  const rules = wanted.allowOutOfBounds ? { ...question.rules, minimumNoticeMinutes: 0, bookingWindow: null } : question.rules;
  const hosts = wanted.allowConflicts ? question.hosts.map((host) => ({ ...host, schedule: alwaysOpen })) : question.hosts;
  const verdict = checkStart({ ...question, rules, hosts, startMs });
  if ("refused" in verdict) throw badRequest(refusalText(verdict.refused, wanted.taken));
  const { hostIds } = verdict.free;
  return question.scheduling === "roundRobin" ? takeTurns(tx, eventType, hostIds, wanted.preferredHostIds) : hostIds;
}

/**
 * Everybody mandatory, and one of the other free hosts: a preferred one, otherwise by priority, otherwise whoever was
 * booked longest ago.
 */
export function takeTurns(tx: Tx, eventType: EventType, freeHostIds: number[], preferred: readonly number[] = []): number[] {
  const mandatory = mandatoryHostIds(eventType);
  const others = freeHostIds.filter((id) => !mandatory.includes(id));
  if (others.length === 0) return mandatory;
  const kept = others.find((id) => preferred.includes(id));
  return [...mandatory, kept ?? leastRecentlyBooked(tx, eventType.id, ofHighestPriority(eventType, others))];
}

export function takenTextOf(eventType: EventType): string {
  return eventType.teamId === null ? TAKEN : TAKEN_TEAM;
}

const alwaysOpen = {
  timeZone: "UTC",
  availability: [{ days: [...weekdays], startTime: "00:00", endTime: "24:00" }],
  overrides: [],
};

function refusalText(refused: Refusal, taken: string): string {
  if (refused === "past") return "Attempting to book a meeting in the past.";
  if (refused === "too_soon") return `${NOT_AT_THIS_TIME} The start lies within the minimum booking notice of the event type.`;
  if (refused === "outside_window") return `${NOT_AT_THIS_TIME} The start lies outside the booking window of the event type.`;
  return taken;
}

const priorities = ["lowest", "low", "medium", "high", "highest"];

function ofHighestPriority(eventType: EventType, hostIds: number[]): number[] {
  const rank = new Map(eventType.hosts.map(({ user, priority }) => [user.id, priorities.indexOf(priority)]));
  const highest = Math.max(...hostIds.map((id) => rank.get(id) ?? 0));
  return hostIds.filter((id) => (rank.get(id) ?? 0) === highest);
}

function leastRecentlyBooked(tx: Tx, eventTypeId: number, hostIds: number[]): number {
  const lastOf = (hostId: number) =>
    tx
      .select({ id: engineBookings.id })
      .from(engineBookings)
      .innerJoin(engineBookingHosts, eq(engineBookingHosts.bookingId, engineBookings.id))
      .where(sql`${engineBookings.eventTypeId} = ${eventTypeId} AND ${engineBookingHosts.userId} = ${hostId} AND ${engineBookingHosts.occupies} = 1`)
      .orderBy(desc(engineBookings.id))
      .limit(1)
      .get()?.id ?? 0;
  return [...hostIds].sort((a, b) => lastOf(a) - lastOf(b) || a - b)[0]!;
}
