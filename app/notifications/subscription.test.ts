import fc from "fast-check";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import type { CalendarEvent } from "./calendar.ts";
import { subscriptionText } from "./subscription.ts";

const typed = fc.string({ unit: fc.oneof(fc.constantFrom("\n", "\\", ";", ",", ":", '"', " ", "é", "😀", "م", "👩🏽‍⚕️", "BEGIN:VEVENT"), fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 })), maxLength: 120 }).map((text) => text.replace(/[\0-\x09\x0b-\x1f\x7f]/g, "").trim());
const second = fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }).map((seconds) => seconds * 1_000);
const event: fc.Arbitrary<CalendarEvent> = fc.record({
  uid: fc.stringMatching(/^[\w-]{5,90}@Cal\.com$/),
  sequence: fc.nat(40),
  startsAt: second,
  minutes: fc.nat(600),
  stamp: second,
  summary: typed,
  description: typed,
  location: typed,
  url: fc.option(fc.webUrl({ withQueryParameters: true })),
  status: fc.constantFrom("tentative", "confirmed", "cancelled"),
}).map(({ minutes, ...one }) => ({ ...one, endsAt: one.startsAt + minutes * 60_000 }));

test("another program reads every appointment as it is, however it is called", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 4 }), (events) => {
      const text = subscriptionText({ name: "Desk", refreshMs: 3_600_000, events });
      expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const read = new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents("vevent").map((component) => {
        const { uid, sequence, startDate, endDate, summary, description, location } = new ICAL.Event(component);
        const time = (value: ICAL.Time) => value.toJSDate().getTime();
        return { uid, sequence, startsAt: time(startDate), endsAt: time(endDate), stamp: time(component.getFirstPropertyValue("dtstamp") as ICAL.Time), summary, description: description ?? "", location: location ?? "", url: component.getFirstPropertyValue("url"), status: (component.getFirstPropertyValue("status") as string).toLowerCase() };
      });
      expect(read).toEqual(events);
    }),
    { numRuns: 200 },
  );
});

const withoutQuotes = (one: CalendarEvent): CalendarEvent => ({ ...one, summary: one.summary.replaceAll('"', ""), description: one.description.replaceAll('"', ""), location: one.location.replaceAll('"', "") });

test("it says what the library would say that writes invitations", () => {
  const STATUS = { tentative: ICalEventStatus.TENTATIVE, confirmed: ICalEventStatus.CONFIRMED, cancelled: ICalEventStatus.CANCELLED };
  const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, "").trimEnd().split("\r\n");
  fc.assert(
    // The library escapes quotes, which a text needs not.
    fc.property(event.map(withoutQuotes), (one) => {
      const calendar = ical({ name: "Desk", prodId: { company: "Frontdesk", product: "Frontdesk", language: "EN" }, method: ICalCalendarMethod.PUBLISH, ttl: 3_600 });
      // It escapes addresses as if they were texts, which they are not (3.3.13).
      const url = one.url?.replace(/[;,\\]/g, "") ?? null;
      calendar.createEvent({ id: one.uid, sequence: one.sequence, start: new Date(one.startsAt), end: new Date(one.endsAt), stamp: new Date(one.stamp), summary: one.summary, description: one.description, location: one.location, url, status: STATUS[one.status] });
      // An empty text may be left out, and one hour has two spellings.
      const theirs = unfolded(calendar.toString()).filter((line) => line !== "DESCRIPTION:").map((line) => line.replace("PT1H", "PT60M"));
      expect(unfolded(subscriptionText({ name: "Desk", refreshMs: 3_600_000, events: [{ ...one, url }] }))).toEqual(theirs);
    }),
    { numRuns: 100 },
  );
});

test("a name or an id begins no line of its own, and half a letter harms nobody", () => {
  const text = subscriptionText({ name: "Lee, Co; A\r\nBEGIN:VEVENT", refreshMs: 60_000, events: [{ uid: "a\nEND:VEVENT", sequence: 0, startsAt: 0, endsAt: 0, stamp: 0, summary: "\ud83d\0x\r\ny", description: "", location: "", url: "https://x\r\nATTENDEE:y", status: "confirmed" }] });
  expect(text.match(/^(BEGIN|END|ATTENDEE).*$/gm)?.length).toBe(4);
  expect(text).toContain("X-WR-CALNAME:Lee\\, Co\\; A BEGIN:VEVENT\r\n");
  expect(text).toContain("SUMMARY:\ufffdx\\ny\r\n");
});
