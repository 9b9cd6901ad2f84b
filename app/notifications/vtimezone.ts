import { Temporal } from "temporal-polyfill";

/**
 * A zone between two instants as a VTIMEZONE (RFC 5545, 3.6.5), with each transition listed. It comes from the zone
 * data our own times use: recurrence rules cannot express irregular changes such as Ramadan in Casablanca, and a
 * calendar that used them would show other times than we do.
 *
 * @returns lines joined by CRLF; null for UTC, which needs none
 */
export function vtimezone(zone: string, fromMs: number, untilMs: number): string | null {
  if (zone === "UTC") return null;
  const onsets = onsetsOf(zone, fromMs, untilMs);
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...onsets.flatMap(observance), "END:VTIMEZONE"].join("\r\n");
}

interface Onset {
  /** In local time before the transition. */
  local: Temporal.PlainDateTime;
  /** "+0100" */
  from: string;
  to: string;
  isForward: boolean;
}

/** The offset in force at the beginning, and every transition up to the first after the end. */
function onsetsOf(zone: string, fromMs: number, untilMs: number): Onset[] {
  const first = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  // At the transition itself the new offset is already in force.
  const since = first.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  const onsets = [since ? onsetAt(since) : steady(first)];
  for (let next = first.getTimeZoneTransition("next"); next; next = next.getTimeZoneTransition("next")) {
    onsets.push(onsetAt(next));
    if (next.epochMilliseconds > untilMs) break;
  }
  return onsets;
}

function onsetAt(change: Temporal.ZonedDateTime): Onset {
  const before = change.subtract({ nanoseconds: 1 });
  return { local: before.toPlainDateTime().add({ nanoseconds: 1 }), from: basic(before), to: basic(change), isForward: change.offsetNanoseconds > before.offsetNanoseconds };
}

/** A zone without transitions. */
function steady(at: Temporal.ZonedDateTime): Onset {
  return { local: Temporal.PlainDateTime.from("1970-01-01T00:00"), from: basic(at), to: basic(at), isForward: false };
}

function observance({ local, from, to, isForward }: Onset): string[] {
  const name = isForward ? "DAYLIGHT" : "STANDARD";
  return [`BEGIN:${name}`, `DTSTART:${local.toString({ smallestUnit: "second" }).replace(/[-:]/g, "")}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, `END:${name}`];
}

/** "+01:00" as "+0100". */
const basic = ({ offset }: Temporal.ZonedDateTime) => offset.replaceAll(":", "");
