import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { isBusinessDay, windowInterval } from "./booking-window.ts";
import { GRID_MARGIN_MS, gridStarts } from "./grid.ts";
import { intersectIntervals, mergeIntervals, subtractIntervals, withBuffers } from "./intervals.ts";
import type { FreeSlot, HostCalendar, Interval, Refusal, SlotQuestion, SlotRules } from "./model.ts";
import { workingIntervals } from "./working-hours.ts";
import { instantOf, localAt, offsetStretches } from "./zone-offsets.ts";

export type * from "./model.ts";
export { intersectIntervals, mergeIntervals, subtractIntervals, withBuffers } from "./intervals.ts";
export { workingIntervals } from "./working-hours.ts";

/** How far a rolling window searches for days with a free time. */
const ROLLING_HORIZON_DAYS = 90;

/** Hosts who take an appointment together: one person, or all of a collective. Its calendar uses the first host's zone. */
interface Party {
  hosts: HostCalendar[];
  zone: string;
  /** Starts allowed by the booking window. */
  allowed: Interval;
}

/** The free times of the grid whose start lies in the range, sorted, each start once. */
export function freeSlots(question: SlotQuestion): FreeSlot[] {
  const { rules, range, nowMs } = question;
  const lengthMs = rules.lengthMinutes * MINUTE_MS;
  const asked = intersectIntervals([range], [{ startMs: nowMs + rules.minimumNoticeMinutes * MINUTE_MS, endMs: Infinity }])[0];
  if (!asked) return [];
  const calendars = partiesOf(question).map((party) => ({ party, ...calendarOf(party, rules, asked) }));
  const starts = new Set(calendars.flatMap(({ party, open }) => gridStarts({ rules, zone: party.zone, open, range: asked })));
  const slots = [...starts].sort((a, b) => a - b).map((startMs) => ({ startMs, endMs: startMs + lengthMs, hostIds: [] as number[] }));
  for (const { party, free } of calendars) addHosts(slots, party, free);
  return slots.filter((slot) => slot.hostIds.length > 0);
}

/**
 * Why one start cannot be booked, by the rules of `freeSlots` except the grid: Cal.com accepts a start between two
 * listed times when hours, busy times, notice and window allow it, and the engine refuses nothing Cal.com would accept.
 * Callers that must keep to listed times compare with `freeSlots`.
 */
export function checkStart(question: Omit<SlotQuestion, "range"> & { startMs: number }): { free: FreeSlot } | { refused: Refusal } {
  const { rules, nowMs, startMs } = question;
  if (startMs < nowMs) return { refused: "past" };
  if (startMs < nowMs + rules.minimumNoticeMinutes * MINUTE_MS) return { refused: "too_soon" };
  const slot: FreeSlot = { startMs, endMs: startMs + rules.lengthMinutes * MINUTE_MS, hostIds: [] };
  const parties = partiesOf(question).filter(({ allowed }) => startMs >= allowed.startMs && startMs < allowed.endMs);
  if (parties.length === 0 && question.hosts.length > 0) return { refused: "outside_window" };
  for (const party of parties) addHosts([slot], party, calendarOf(party, rules, slot).free);
  return slot.hostIds.length > 0 ? { free: slot } : { refused: "unavailable" };
}

function partiesOf(question: Omit<SlotQuestion, "range">): Party[] {
  const { hosts, rules, scheduling, nowMs } = question;
  const groups = scheduling === "roundRobin" ? roundRobinGroups(hosts) : [hosts];
  const rollingEndMs = rollingEnd(question);
  return groups.flatMap((group) => {
    const zone = group[0]?.schedule.timeZone;
    if (zone === undefined) return [];
    const allowed = rollingEndMs === null ? windowInterval(rules.bookingWindow, zone, nowMs) : { startMs: -Infinity, endMs: rollingEndMs };
    return [{ hosts: group, zone, allowed }];
  });
}

function roundRobinGroups(hosts: HostCalendar[]): HostCalendar[][] {
  const mandatory = hosts.filter((host) => host.mandatory);
  const others = hosts.filter((host) => !host.mandatory);
  return others.length === 0 ? [mandatory] : others.map((host) => [...mandatory, host]);
}

/** The end of the day that completes a rolling window, by the first host's calendar; null when it does not roll. */
function rollingEnd(question: Omit<SlotQuestion, "range">): number | null {
  const { hosts, rules, nowMs } = question;
  const window = rules.bookingWindow;
  const zone = hosts[0]?.schedule.timeZone;
  if (zone === undefined || window === null || window.type === "range" || !window.rolling) return null;
  const horizon = { startMs: nowMs, endMs: nowMs + ROLLING_HORIZON_DAYS * DAY_MS };
  const stretches = offsetStretches(zone, { startMs: horizon.startMs, endMs: horizon.endMs + 2 * DAY_MS });
  const slots = freeSlots({ ...question, rules: { ...rules, bookingWindow: null }, range: horizon });
  const days = new Set(slots.map(({ startMs }) => Math.floor(localAt(stretches, startMs) / DAY_MS)));
  const counted = [...days].filter((day) => window.type === "calendarDays" || isBusinessDay(day));
  const last = counted[Math.min(window.value, counted.length) - 1];
  return last === undefined ? nowMs : instantOf(stretches, (last + 1) * DAY_MS);
}

/** `open`: the common hours of all hosts of a party. `free`: the part an appointment may take. */
function calendarOf({ hosts }: Party, rules: SlotRules, range: Interval): { open: Interval[]; free: Interval[] } {
  const around = {
    startMs: range.startMs - GRID_MARGIN_MS,
    endMs: range.endMs + rules.lengthMinutes * MINUTE_MS + GRID_MARGIN_MS,
  };
  const open = hosts.map(({ schedule }) => workingIntervals(schedule, around)).reduce(intersectIntervals);
  return { open, free: subtractIntervals(open, takenBy(hosts, rules)) };
}

/**
 * Busy times, extended by the new appointment's buffers: its after-buffer must fit before a busy time and its
 * before-buffer after it. The appointment alone is then compared with them.
 */
function takenBy(hosts: HostCalendar[], rules: SlotRules): Interval[] {
  const mirrored = { beforeBufferMinutes: rules.afterBufferMinutes, afterBufferMinutes: rules.beforeBufferMinutes };
  const busy = hosts.flatMap((host) => host.busy.filter((one) => one.endMs > one.startMs));
  return mergeIntervals(busy.map((one) => withBuffers(one, mirrored)));
}

/** Names the hosts of a party in every slot they are free for. Slots and free time are sorted: one sweep. */
function addHosts(slots: FreeSlot[], { hosts, allowed }: Party, free: Interval[]): void {
  let i = 0;
  for (const slot of slots) {
    while (i < free.length && free[i]!.endMs < slot.endMs) i++;
    const fits = i < free.length && free[i]!.startMs <= slot.startMs;
    const isAllowed = slot.startMs >= allowed.startMs && slot.startMs < allowed.endMs && !hosts.some((host) => isClosed(host, slot.startMs));
    if (!fits || !isAllowed) continue;
    for (const { hostId } of hosts) if (!slot.hostIds.includes(hostId)) slot.hostIds.push(hostId);
  }
}

function isClosed({ closed = [] }: HostCalendar, startMs: number): boolean {
  return closed.some((one) => startMs >= one.startMs && startMs < one.endMs);
}
