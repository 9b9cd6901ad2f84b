import type { App } from "#app/app.server.ts";
import { dateIn, MINUTE_MS } from "#app/lib/time.ts";
import { shortMomentText, timeText, type HourCycle } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { taken } from "./blockers.server.ts";
import type { FreeTimesQuery } from "./free-times.server.ts";
import { timesAround } from "./nearest.server.ts";
import type { DaySlot } from "./week.ts";

export interface TimeOffer {
  /** True also while nobody's times can be read: booking checks again. */
  isFree: boolean;
  /** What to say when it is not: "Someone just took 14:30." */
  title: string;
  /** The nearest other free times. */
  slots: DaySlot[];
}

export interface TimeOfferQuery extends Pick<FreeTimesQuery, "offerings" | "durationMinutes" | "holder" | "moving" | "correlationId"> {
  startMs: number;
  zone: string;
  withWhom: string;
}

/** One time, and the free times around it in case it is gone. */
export async function timeOffer(app: App, query: TimeOfferQuery): Promise<TimeOffer> {
  const { isFree, source, slots } = await timesAround(app, { ...query, aroundMs: query.startMs });
  return {
    isFree: isFree || (source.state === "failed" && query.startMs > app.clock()),
    title: titleOf(app, query),
    slots: slots.map((slot) => withDay(slot, query, readCompany(app.db).hourCycle)),
  };
}

/** Adds the day to a time on another day. */
function withDay(slot: DaySlot & { startMs: number }, { zone, startMs }: TimeOfferQuery, hourCycle: HourCycle): DaySlot {
  return dateIn(zone, slot.startMs) === dateIn(zone, startMs) ? slot : { ...slot, label: shortMomentText(slot.startMs, zone, hourCycle) };
}

/** A time that was never on offer was not "taken". */
function titleOf(app: App, query: TimeOfferQuery): string {
  const { hourCycle } = readCompany(app.db);
  if (query.startMs <= app.clock()) return "That time has passed.";
  const wasTaken = query.offerings.some(({ staff }) => isTaken(app, query, staff.id));
  return wasTaken ? `Someone just took ${timeText(query.startMs, query.zone, hourCycle)}.` : `${shortMomentText(query.startMs, query.zone, hourCycle)} is not free.`;
}

function isTaken(app: App, { startMs, durationMinutes, holder, moving }: TimeOfferQuery, staffId: string): boolean {
  const until = startMs + durationMinutes * MINUTE_MS;
  return taken(app.db, { staffId, from: startMs, until, nowMs: app.clock(), holder: holder ?? null, exceptBookingId: moving?.bookingId }).length > 0;
}
