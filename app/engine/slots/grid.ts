import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import type { Interval, SlotRules } from "./model.ts";
import { instantOf, localAt, offsetStretches, type OffsetStretch } from "./zone-offsets.ts";

/**
 * How far around a range the open time must be known to place its grid: any longer run of open time holds a whole
 * day, and there the grid begins anew.
 */
export const GRID_MARGIN_MS = 3 * DAY_MS;

export interface GridQuestion {
  rules: SlotRules;
  zone: string;
  /** Merged, and known GRID_MARGIN_MS (and a length) around `range`. */
  open: readonly Interval[];
  /** Only starts in here are returned. */
  range: Interval;
}

/**
 * The starts a visitor is offered when nothing is booked, in order.
 *
 * The grid is one of wall-clock times: it begins where the open time does and holds each reading that is a whole
 * number of steps later. So a clock change inside the hours moves no offered time off its usual minute (09:00, 10:00
 * stay so even where the clock moves by 30 minutes), and a repeated hour is offered twice; where a jump would bring
 * two of them closer than a step, the later one is left out. Where a whole calendar day is open, the grid begins anew
 * at its midnight: an always open desk offers the same times every day.
 */
export function gridStarts({ rules, zone, open, range }: GridQuestion): number[] {
  const lengthMs = rules.lengthMinutes * MINUTE_MS;
  const around = { startMs: range.startMs - 2 * GRID_MARGIN_MS, endMs: range.endMs + 2 * GRID_MARGIN_MS + lengthMs };
  const stretches = offsetStretches(zone, around);
  const starts: number[] = [];
  for (const window of open) {
    if (window.endMs <= range.startMs || window.startMs >= range.endMs) continue;
    const lastEndMs = Math.min(range.endMs, window.endMs - lengthMs + 1);
    const anchors = anchorsOf(window, stretches);
    for (const [i, anchorMs] of anchors.entries()) {
      const grid = gridFrom(anchorMs, anchors[i + 1] ?? null, lastEndMs, rules, stretches);
      starts.push(...grid.filter((at) => at >= range.startMs));
    }
  }
  return starts;
}

/** Where the grid of one stretch of open time begins: at its start, and at the midnight of each whole day in it. */
function anchorsOf(window: Interval, stretches: readonly OffsetStretch[]): number[] {
  const anchors = [window.startMs];
  const firstDay = Math.floor(localAt(stretches, window.startMs) / DAY_MS);
  for (let day = firstDay; ; day++) {
    const dawnMs = instantOf(stretches, day * DAY_MS);
    const nextDawnMs = instantOf(stretches, (day + 1) * DAY_MS);
    if (nextDawnMs > window.endMs) return anchors;
    if (dawnMs > window.startMs && dawnMs < nextDawnMs) anchors.push(dawnMs);
  }
}

/** The grid of one anchor. Before the next one the last step must be whole; the first start always stands. */
function gridFrom(
  anchorMs: number,
  nextAnchorMs: number | null,
  endMs: number,
  rules: SlotRules,
  stretches: readonly OffsetStretch[],
): number[] {
  // A step of zero would loop forever.
  const stepMs = Math.max(1, rules.slotIntervalMinutes || rules.lengthMinutes) * MINUTE_MS;
  const firstMs = anchorMs + rules.offsetStartMinutes * MINUTE_MS;
  const phaseMs = localAt(stretches, firstMs);
  const untilMs = nextAnchorMs === null ? endMs : Math.min(endMs, nextAnchorMs, Math.max(firstMs, nextAnchorMs - stepMs) + 1);
  const starts: number[] = [];
  let earliestMs = firstMs;
  for (const stretch of stretches) {
    const fromMs = Math.max(earliestMs, stretch.startMs);
    const toStepMs = modulo(phaseMs - fromMs - stretch.offsetMs, stepMs);
    for (let at = fromMs + toStepMs; at < Math.min(untilMs, stretch.endMs); at += stepMs) {
      starts.push(at);
      earliestMs = at + stepMs;
    }
  }
  return starts;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
