import { Temporal } from "temporal-polyfill";

/**
 * A zone's clock between two instants as RFC 5545 (3.6.5) has it, each change of it spelt out. It comes from the zone data
 * our times were reckoned with: tables of rules hold only what recurs for ever, which Ramadan in Casablanca does not, and
 * a calendar that believed them would show another time than we do.
 *
 * @returns lines joined by CRLF; null for UTC, which needs none
 */
export function vtimezone(zone: string, fromMs: number, untilMs: number): string | null {
  if (zone === "UTC") return null;
  const onsets = onsetsOf(zone, fromMs, untilMs);
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...onsets.flatMap(observance), "END:VTIMEZONE"].join("\r\n");
}

interface Onset {
  /** By the clock that ends with it. */
  local: Temporal.PlainDateTime;
  /** "+0100" */
  from: string;
  to: string;
  isForward: boolean;
}

/** The clock that is in force at the beginning, and every later one up to the first after the end. */
function onsetsOf(zone: string, fromMs: number, untilMs: number): Onset[] {
  const first = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  // At a change itself the new clock is in force already.
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

/** A clock nobody ever changed. */
function steady(at: Temporal.ZonedDateTime): Onset {
  return { local: Temporal.PlainDateTime.from("1970-01-01T00:00"), from: basic(at), to: basic(at), isForward: false };
}

function observance({ local, from, to, isForward }: Onset): string[] {
  const name = isForward ? "DAYLIGHT" : "STANDARD";
  return [`BEGIN:${name}`, `DTSTART:${local.toString({ smallestUnit: "second" }).replace(/[-:]/g, "")}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, `END:${name}`];
}

/** "+01:00" as "+0100". */
const basic = ({ offset }: Temporal.ZonedDateTime) => offset.replaceAll(":", "");
