import type { App } from "#app/app.server.ts";
import type { CalcomSlot } from "#app/calcom/model.ts";
import type { Cached } from "#app/calcom/gateway.ts";
import { saysLength, type Offering } from "#app/catalog/model.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { blockers, type Blocked } from "./blockers.server.ts";
import { sourceOf, type Source } from "./source.ts";

export interface FreeTime {
  startMs: number;
  endMs: number;
  /** Who is free then, in the order of the offerings. */
  staffIds: string[];
}

export interface FreeTimesQuery {
  /** One person, or everyone who does the service at the branch. */
  offerings: Offering[];
  durationMinutes: number;
  /** UTC ms, half open. */
  startMs: number;
  endMs: number;
  /** The visitor, whose own hold does not hide the time. */
  holder?: string | null;
  /** The booking being moved: its own time is free for it. */
  moving?: Moving;
  /** The request's correlation id, for our log and the far end's. */
  correlationId?: string;
}

/** The booking being moved. `startsAt` in UTC ms; `uid` is null when the far end never knew it. */
export interface Moving {
  bookingId: string;
  uid: string | null;
  startsAt: number;
}

/**
 * Free times of one or several people: what the far end offers, minus what blocks it here. Never throws because the far
 * end fails; `source` tells.
 */
export async function freeTimes(app: App, query: FreeTimesQuery): Promise<{ times: FreeTime[]; source: Source }> {
  const answers = await Promise.allSettled(query.offerings.map((offering) => offered(app, query, offering)));
  const merged = new Map<number, FreeTime>();
  answers.forEach((answer, index) => {
    const offering = query.offerings[index] as Offering;
    if (answer.status === "rejected") return app.log.warn({ err: answer.reason as unknown, eventType: offering.eventTypeId, correlationId: query.correlationId }, "free times could not be read");
    for (const slot of withoutBlocked(app, query, offering, answer.value.value)) {
      const known = merged.get(slot.startMs);
      if (known) known.staffIds.push(offering.staff.id);
      else merged.set(slot.startMs, { ...slot, staffIds: [offering.staff.id] });
    }
  });
  return { times: [...merged.values()].sort((a, b) => a.startMs - b.startMs), source: sourceOf(answers) };
}

function offered(app: App, query: FreeTimesQuery, { eventTypeId, service, isDefaultType }: Offering): Promise<Cached<CalcomSlot[]>> {
  const { startMs, endMs, durationMinutes, moving, correlationId } = query;
  const asked = {
    eventTypeId,
    startMs,
    endMs,
    // Cal.com refuses a duration for a type with only one length, and one that is not among several.
    ...(saysLength({ service, isDefaultType }) && { durationMinutes: lengthAskedFor(service, durationMinutes) }),
    ...(moving?.uid && { uidToReschedule: moving.uid }),
  };
  return app.gateway.slots(asked, { correlationId });
}

/** A booking keeps its duration when it is moved, even if that is no longer offered: then times with enough room are requested. */
function lengthAskedFor({ durationsMinutes }: Offering["service"], minutes: number): number {
  if (durationsMinutes.includes(minutes)) return minutes;
  const longer = durationsMinutes.filter((each) => each > minutes);
  return longer.length > 0 ? Math.min(...longer) : Math.max(...durationsMinutes);
}

function withoutBlocked(app: App, query: FreeTimesQuery, { staff, service }: Offering, slots: CalcomSlot[]): { startMs: number; endMs: number }[] {
  const before = service.bufferBeforeMinutes * MINUTE_MS;
  const after = service.bufferAfterMinutes * MINUTE_MS;
  const nowMs = app.clock();
  const blocked = blockers(app.db, {
    staffId: staff.id,
    from: query.startMs - before,
    until: query.endMs + query.durationMinutes * MINUTE_MS + after,
    nowMs,
    holder: query.holder ?? null,
    exceptBookingId: query.moving?.bookingId,
  }).sort((a, b) => a.from - b.from);
  return slots
    .map(({ startMs }) => ({ startMs, endMs: startMs + query.durationMinutes * MINUTE_MS }))
    .filter(({ startMs, endMs }) => startMs > nowMs && !meetsAny(blocked, startMs - before, endMs + after));
}

/** `blocked` is sorted by start; those that start after the time cannot overlap it. */
function meetsAny(blocked: Blocked[], from: number, until: number): boolean {
  for (const one of blocked) {
    if (one.from >= until) return false;
    if (one.until > from) return true;
  }
  return false;
}
