import { durationText, type HourCycle } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { MINUTE_MS, toIso } from "#app/lib/time.ts";
import type { Block } from "../blocks/queries.server.ts";
import { didNotCome } from "../attendance.ts";
import type { BookingStatus } from "../booking.ts";
import { entryTime } from "../entry-time.ts";
import type { BookingDetails } from "../queries.server.ts";

/** One line of a day sheet; `startsAt` in UTC ms sorts them. */
export type DayLine = { startsAt: number; startsAtIso: string; time: string; isOver: boolean } & (
  | {
      kind: "booking";
      id: string;
      href: string;
      customer: string;
      phone: string | null;
      service: string;
      duration: string;
      withWhom: string | null;
      place: string | null;
      status: BookingStatus;
      isAbsent: boolean;
      details: { label: string; text: string }[];
    }
  | { kind: "block"; id: string; href: string; reason: string; duration: string }
  | { kind: "free"; duration: string }
);

interface Words {
  zone: string;
  hourCycle: HourCycle;
  nowMs: number;
}

export function bookingLine(booking: BookingDetails, words: Words): DayLine {
  const { id, attendeeName, attendeePhone, service, title, staff, branch, status } = booking;
  return {
    ...lineOf({ startMs: booking.startsAt, endMs: booking.endsAt }, words),
    kind: "booking",
    id,
    href: paths.adminBooking(id),
    customer: attendeeName,
    phone: attendeePhone,
    service: service?.name ?? title,
    withWhom: staff?.name ?? null,
    place: branch?.name ?? null,
    status,
    isAbsent: didNotCome(booking),
    details: detailsOf(booking),
  };
}

/** What staff must know when the customer arrives; what is the same for every appointment of the service is left out. */
function detailsOf({ notes, guests, attendees, answers, service }: BookingDetails): { label: string; text: string }[] {
  const labels = new Map(service?.questions.map(({ slug, label }) => [slug, label]));
  const others = Math.max(guests.length, attendees.length - 1);
  return [
    ...(notes ? [{ label: "Notes", text: notes }] : []),
    ...Object.entries(answers).map(([slug, text]) => ({ label: labels.get(slug) ?? slug, text })),
    ...(others > 0 ? [{ label: "Comes with", text: others === 1 ? "one more" : `${others} more` }] : []),
  ];
}

export function blockLine({ id, startsAt, endsAt, reason }: Block, words: Words): DayLine {
  return { ...lineOf({ startMs: startsAt, endMs: endsAt }, words), kind: "block", id, href: paths.adminBlock(id), reason };
}

export function freeLine(gap: { startMs: number; endMs: number }, words: Words): DayLine {
  return { ...lineOf(gap, words), kind: "free" };
}

function lineOf({ startMs, endMs }: { startMs: number; endMs: number }, { zone, hourCycle, nowMs }: Words) {
  return {
    startsAt: startMs,
    startsAtIso: toIso(startMs),
    time: entryTime({ startMs, endMs }, zone, hourCycle),
    isOver: endMs <= nowMs,
    duration: durationText(Math.round((endMs - startMs) / MINUTE_MS)),
  };
}
