import ICAL from "ical.js";

/** One calendar entry as another program reads it. */
export interface ReadEntry {
  method: string;
  uid: string;
  sequence: number;
  status: string;
  startMs: number;
  endMs: number;
  /** By the clock the file names: "2026-11-23T10:00:00". */
  local: string;
  zone: string;
  summary: string;
  description: string;
  location: string;
  organizer: string | null;
  attendees: string[];
  /** Seconds before the start. */
  alarms: number[];
}

/** Parses a file with a library that had no part in writing it. Times are computed only from the zone rules in the file. */
export function readCalendar(text: string): ReadEntry[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zones = new Map(calendar.getAllSubcomponents("vtimezone").map((component) => [String(component.getFirstPropertyValue("tzid")), new ICAL.Timezone(component)]));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const zoneOf = (name: string) => String(component.getFirstProperty(name)!.getParameter("tzid") ?? "UTC");
    const instant = (name: string) => {
      const time = (component.getFirstPropertyValue(name) as ICAL.Time).clone();
      time.zone = zoneOf(name) === "UTC" ? ICAL.Timezone.utcTimezone : zones.get(zoneOf(name))!;
      return time.toUnixTime() * 1_000;
    };
    return {
      method: String(calendar.getFirstPropertyValue("method")),
      uid: event.uid,
      sequence: event.sequence,
      status: String(component.getFirstPropertyValue("status")),
      startMs: instant("dtstart"),
      endMs: instant("dtend"),
      local: (component.getFirstPropertyValue("dtstart") as ICAL.Time).toString().replace("Z", ""),
      zone: zoneOf("dtstart"),
      summary: event.summary,
      description: event.description,
      location: event.location,
      organizer: component.getFirstPropertyValue("organizer") as string | null,
      attendees: event.attendees.map((attendee) => String(attendee.getFirstValue())),
      alarms: component.getAllSubcomponents("valarm").map((alarm) => -(alarm.getFirstPropertyValue("trigger") as ICAL.Duration).toSeconds()),
    };
  });
}
