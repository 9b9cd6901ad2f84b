import { durationText, momentText, timeText, zoneText, type HourCycle } from "./format.ts";
import { MINUTE_MS, zoned } from "./time.ts";

/** A zone's clocks go forward (`shiftMinutes` above 0) or back. `atMs` is the first instant of the new time, UTC ms. */
export interface ClockChange {
  zone: string;
  atMs: number;
  shiftMinutes: number;
}

/** After `fromMs` and up to `untilMs`; empty in zones without clock changes. */
export function clockChanges(zone: string, fromMs: number, untilMs: number): ClockChange[] {
  const found: ClockChange[] = [];
  for (let at = zoned(zone, fromMs).getTimeZoneTransition("next"); at && at.epochMilliseconds <= untilMs; at = at.getTimeZoneTransition("next")) {
    const shiftMinutes = Math.round(offsetMinutes(zone, at.epochMilliseconds) - offsetMinutes(zone, at.epochMilliseconds - 1));
    // A zone may have a transition that does not change its offset.
    if (shiftMinutes !== 0) found.push({ zone, atMs: at.epochMilliseconds, shiftMinutes });
  }
  return found;
}

/** How far a zone's clocks are ahead of UTC at an instant. */
export function offsetMinutes(zone: string, instantMs: number): number {
  return zoned(zone, instantMs).offsetNanoseconds / 60e9;
}

/** "Lisbon time goes back by 1 h on Sunday 25 October 2026, from 02:00 to 01:00." */
export function clockChangeText({ zone, atMs, shiftMinutes }: ClockChange, hourCycle: HourCycle = 24): string {
  const after = momentText(atMs, zone, hourCycle);
  const day = after.slice(0, after.lastIndexOf(","));
  const untouched = timeText(atMs + offsetMinutes(zone, atMs - 1) * MINUTE_MS, "UTC", hourCycle);
  return `${zoneText(zone)} goes ${shiftMinutes > 0 ? "forward" : "back"} by ${durationText(Math.abs(shiftMinutes))} on ${day}, from ${untouched} to ${timeText(atMs, zone, hourCycle)}.`;
}

/** For a time of day that occurs twice because clocks go back: which of the two it is. */
export function repeatedTime(zone: string, instantMs: number): "first" | "second" | null {
  const local = zoned(zone, instantMs).toPlainDateTime();
  const at = (disambiguation: "earlier" | "later") => local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
  const [first, second] = [at("earlier"), at("later")];
  return first === second ? null : instantMs === first ? "first" : "second";
}
