import { MINUTE_MS } from "#app/lib/time.ts";
import { oneLine, readable } from "./address.ts";
import type { CalendarEvent } from "./calendar.ts";

/** `refreshMs`: how often programs should refresh at most. */
export interface Subscription {
  name: string;
  refreshMs: number;
  events: CalendarEvent[];
}

/**
 * Many appointments to subscribe to (RFC 5545, RFC 7986), in UTC. Written by hand, since the library that writes
 * invitations takes half a second to fold the lines of two thousand entries, and programs request them all day.
 */
export function subscriptionText({ name, refreshMs, events }: Subscription): string {
  const every = `PT${Math.round(refreshMs / MINUTE_MS)}M`;
  const named = escaped(oneLine(name));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Frontdesk//Frontdesk//EN",
    "METHOD:PUBLISH",
    `NAME:${named}`,
    `X-WR-CALNAME:${named}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${every}`,
    `X-PUBLISHED-TTL:${every}`,
    ...events.flatMap(linesOf),
    "END:VCALENDAR",
  ];
  return lines.map(folded).join("\r\n") + "\r\n";
}

function linesOf(event: CalendarEvent): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${oneLine(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
    ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
    ...(event.url ? [`URL;VALUE=URI:${oneLine(event.url)}`] : []),
    `STATUS:${event.status.toUpperCase()}`,
    "END:VEVENT",
  ];
}

/** A TEXT value (3.3.11). */
function escaped(text: string): string {
  return readable(text).replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
}

/** "20261123T100000Z" */
function utc(instantMs: number): string {
  return new Date(instantMs).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

const MOST_OCTETS = 75;

/** No line is longer than 75 octets, and none is split inside a character (3.1). */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= MOST_OCTETS) return line;
  let [text, octets] = ["", 0];
  for (const letter of line) {
    const more = octetsOf(letter.codePointAt(0) as number);
    if (octets + more > MOST_OCTETS) {
      text += "\r\n ";
      octets = 1;
    }
    text += letter;
    octets += more;
  }
  return text;
}

/** In UTF-8. */
function octetsOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
