import { freeSlots, type Interval } from "#app/engine/slots/free-slots.ts";
import { addDays, MINUTE_MS, startOfDate } from "#app/lib/time.ts";
import { blockedTime } from "#app/bookings/booking.ts";
import type { SeedOffering } from "./catalogue.server.ts";
import type { Chance } from "./chance.ts";

export interface Time {
  startMs: number;
  endMs: number;
}

/** With more on one day, the demo would have nothing left to book. */
const MOST_A_DAY = 3;

/**
 * Finds times as the embedded engine would offer them: on the grid, inside the hours, clear of everything taken
 * before, buffers included.
 */
export function createTimes(chance: Chance, today: string) {
  const taken = new Map<string, Interval[]>();

  /** null if the person has no time left on that day. */
  function find({ staff, service, hours }: SeedOffering, day: number, lengthMinutes: number): Time | null {
    const date = addDays(today, day);
    const range = { startMs: startOfDate(hours.timeZone, date), endMs: startOfDate(hours.timeZone, addDays(date, 1)) };
    const busy = taken.get(staff.id) ?? [];
    if (busy.filter((one) => one.startMs >= range.startMs && one.startMs < range.endMs).length >= MOST_A_DAY) return null;
    const slots = freeSlots({
      rules: {
        lengthMinutes,
        slotIntervalMinutes: service.slotIntervalMinutes,
        beforeBufferMinutes: service.bufferBeforeMinutes,
        afterBufferMinutes: service.bufferAfterMinutes,
        minimumNoticeMinutes: 0,
        bookingWindow: null,
        offsetStartMinutes: 0,
      },
      scheduling: "personal",
      hosts: [{ hostId: 0, schedule: hours, busy }],
      range,
      nowMs: range.startMs,
    });
    if (slots.length === 0) return null;
    const { startMs } = chance.pick(slots);
    return { startMs, endMs: startMs + lengthMinutes * MINUTE_MS };
  }

  function take({ staff, service }: SeedOffering, { startMs, endMs }: Time): void {
    const { blockedFrom, blockedUntil } = blockedTime(startMs, endMs, service);
    taken.set(staff.id, [...(taken.get(staff.id) ?? []), { startMs: blockedFrom, endMs: blockedUntil }]);
  }

  return { find, take };
}
