import { MINUTE_MS } from "#app/lib/time.ts";
import type { Interval } from "./model.ts";

/** Sorted and merged, so that no two overlap or touch. Empty ones are dropped. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((one) => one.endMs > one.startMs).sort((a, b) => a.startMs - b.startMs);
  const merged: Interval[] = [];
  for (const { startMs, endMs } of sorted) {
    const last = merged.at(-1);
    if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}

/** The intersection. Both lists must be merged. */
export function intersectIntervals(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const a = some[i];
    const b = others[j];
    if (!a || !b) return common;
    const startMs = Math.max(a.startMs, b.startMs);
    const endMs = Math.min(a.endMs, b.endMs);
    if (startMs < endMs) common.push({ startMs, endMs });
    if (a.endMs < b.endMs) i++;
    else j++;
  }
}

/** `intervals` minus `holes`. Both lists must be merged. */
export function subtractIntervals(intervals: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const { startMs, endMs } of intervals) {
    let fromMs = startMs;
    while (next < holes.length && holes[next]!.endMs <= fromMs) next++;
    for (let i = next; i < holes.length && holes[i]!.startMs < endMs; i++) {
      if (holes[i]!.startMs > fromMs) left.push({ startMs: fromMs, endMs: holes[i]!.startMs });
      fromMs = holes[i]!.endMs;
    }
    if (fromMs < endMs) left.push({ startMs: fromMs, endMs });
  }
  return left;
}

/** The time an appointment takes from its host: itself and its buffers. */
export function withBuffers(
  appointment: Interval,
  buffers: { beforeBufferMinutes: number; afterBufferMinutes: number },
): Interval {
  return {
    startMs: appointment.startMs - buffers.beforeBufferMinutes * MINUTE_MS,
    endMs: appointment.endMs + buffers.afterBufferMinutes * MINUTE_MS,
  };
}
