import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import type { Engine } from "#app/engine/context.ts";
import type { EventTypeSettings } from "#app/engine/event-types/input.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { findSchedule, officeHours, scheduleOf } from "#app/engine/schedules/store.server.ts";
import type { Interval, Schedule, Scheduling, SlotQuestion, SlotRules } from "#app/engine/slots/model.ts";
import { closedByLimits } from "./booking-limits.server.ts";
import type { BusyQuestion } from "./busy.server.ts";

const ROLLING_REACH_MS = 92 * DAY_MS;

/** The part of an event type the search for free times needs; a dynamic one has no row. */
export interface Bookable {
  eventTypeId: number | null;
  lengthMinutes: number;
  scheduling: Scheduling;
  hosts: EngineUser[];
  /** The mandatory hosts of a round robin. */
  mandatoryHostIds: number[];
  scheduleId: number | null;
  settings: EventTypeSettings;
}

export function bookableOf(eventType: EventType): Bookable {
  return {
    eventTypeId: eventType.id,
    lengthMinutes: eventType.lengthMinutes,
    scheduling: eventType.teamId === null ? "personal" : (eventType.schedulingType ?? "collective"),
    hosts: eventType.hosts.map((host) => host.user),
    mandatoryHostIds: mandatoryHostIds(eventType),
    scheduleId: eventType.scheduleId,
    settings: eventType.settings,
  };
}

export function mandatoryHostIds({ schedulingType, hosts }: EventType): number[] {
  return schedulingType === "roundRobin" ? hosts.filter((host) => host.mandatory).map((host) => host.user.id) : [];
}

export interface Asked extends Pick<BusyQuestion, "exceptBookingId" | "exceptReservationUid" | "reservations"> {
  lengthMinutes?: number;
  range: Interval;
  nowMs: number;
  /** Ignore the event type's limits. */
  skipLimits?: boolean;
  /** Only these hosts; all of the event type's without it. */
  hostIds?: number[];
}

/** The question for `slots/`, with everything it needs read from the tables. */
export function slotQuestion(engine: Engine, bookable: Bookable, asked: Asked): SlotQuestion {
  const { range, nowMs } = asked;
  const rules = rulesOf(bookable, asked.lengthMinutes);
  const reach = reachOf(range, rules, nowMs);
  const hosts = bookable.hosts.filter((host) => asked.hostIds === undefined || asked.hostIds.includes(host.id));
  return {
    rules,
    scheduling: bookable.scheduling,
    hosts: hosts.map((host) => ({
      hostId: host.id,
      mandatory: bookable.mandatoryHostIds.includes(host.id),
      ...calendarOf(engine, bookable, host, rules.lengthMinutes, { ...asked, range: reach }),
    })),
    range,
    nowMs,
  };
}

function calendarOf(engine: Engine, bookable: Bookable, host: EngineUser, lengthMinutes: number, asked: Asked) {
  const schedule = hoursOf(engine, host, bookable.scheduleId);
  const closed = asked.skipLimits ? [] : closedByLimits(engine, bookable, { ...asked, host, zone: schedule.timeZone, lengthMinutes });
  return { schedule, closed, busy: engine.busyOf({ ...asked, hostId: host.id }) };
}

/** The range of busy times needed: a rolling window counts free days from today on. */
function reachOf(range: Interval, { lengthMinutes, bookingWindow }: SlotRules, nowMs: number): Interval {
  const endMs = range.endMs + lengthMinutes * MINUTE_MS;
  if (bookingWindow === null || bookingWindow.type === "range" || !bookingWindow.rolling) return { startMs: range.startMs, endMs };
  return { startMs: Math.min(range.startMs, nowMs), endMs: Math.max(endMs, nowMs + ROLLING_REACH_MS) };
}

function rulesOf({ lengthMinutes, settings }: Bookable, asked?: number): SlotRules {
  const bookingWindow = settings.bookingWindow;
  return {
    lengthMinutes: asked ?? lengthMinutes,
    slotIntervalMinutes: settings.slotInterval ?? null,
    beforeBufferMinutes: settings.beforeEventBuffer ?? 0,
    afterBufferMinutes: settings.afterEventBuffer ?? 0,
    minimumNoticeMinutes: settings.minimumBookingNotice ?? 0,
    bookingWindow: bookingWindow && "type" in bookingWindow ? bookingWindow : null,
    offsetStartMinutes: settings.offsetStart ?? 0,
  };
}

/** The event type's own schedule, otherwise the person's default one, otherwise office hours. */
function hoursOf(engine: Engine, host: EngineUser, scheduleId: number | null): Schedule {
  const id = scheduleId ?? host.defaultScheduleId;
  const row = id === null ? undefined : findSchedule(engine.db, id);
  return row ? scheduleOf(row) : { timeZone: host.timeZone, availability: officeHours, overrides: [] };
}
