import type { App } from "#app/app.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { ageText, dateRangeText, dayText, shortMomentText, timeText, zoneText, type HourCycle } from "#app/lib/format.ts";
import { dateIn } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { FreeTimesQuery } from "./free-times.server.ts";
import { troubleText, type Source } from "./source.ts";
import type { MonthView } from "./month.ts";
import { weekAvailability, type WeekAvailability } from "./week-availability.server.ts";
import type { DayColumn, DaySlot } from "./week.ts";

/** A week of free times in words, ready to be drawn. */
export interface WeekPage {
  /** "12–18 October 2026" */
  label: string;
  week: string;
  days: DayColumn[];
  links: WeekAvailability["links"];
  month: MonthView;
  /** The first free time there is, whatever week is shown. */
  next: NextTime | null;
  isEmpty: boolean;
  hasPassed: boolean;
  /** Whether nobody's times could be read. */
  failed: boolean;
  /** A note if the times are stale or incomplete; null if they are fresh. */
  notice: { title: string; text: string } | null;
  zone: { zone: string; label: string; note: string | null };
}

export interface NextTime {
  slot: DaySlot;
  /** "Tue 14 Oct, 14:30" */
  when: string;
  /** "Tue 14:30" */
  short: string;
  /** "Tuesday 14 October" */
  day: string;
  /** "with Ana Costa" */
  who: string;
  weekHref: string;
}

export interface WeekPageQuery extends Pick<FreeTimesQuery, "offerings" | "durationMinutes" | "holder" | "moving" | "correlationId"> {
  /** From the URL; the current week if invalid. */
  week: string | undefined;
  zone: string;
  /** How the times' names end: "Ana Costa", "anyone". */
  withWhom: string;
  hrefOf: (week: string) => string;
}

export async function weekPage(app: App, query: WeekPageQuery): Promise<WeekPage> {
  const { zone, offerings } = query;
  const { hourCycle } = readCompany(app.db);
  const found = await weekAvailability(app, query);
  const { days, links, month, isEmpty, source } = found;
  const lastDate = days.at(-1)?.date ?? "";
  return {
    week: found.week,
    label: dateRangeText(days[0]?.date ?? lastDate, lastDate),
    days,
    links,
    month,
    next: found.nextFree && nextTime(found.nextFree, query, hourCycle),
    isEmpty,
    hasPassed: lastDate < dateIn(zone, app.clock()),
    failed: source.state === "failed",
    notice: noticeOf(source),
    zone: { zone, label: zoneText(zone), note: zoneNote(zone, offerings[0], firstStart(found) ?? app.clock(), hourCycle) },
  };
}

function nextTime(next: NonNullable<WeekAvailability["nextFree"]>, { zone, offerings, withWhom }: WeekPageQuery, hourCycle: HourCycle): NextTime {
  const when = shortMomentText(next.startMs, zone, hourCycle);
  const person = offerings.find(({ staff }) => staff.id === next.staffIds[0])?.staff.name ?? withWhom;
  return {
    slot: next.slot,
    when,
    short: `${when.slice(0, 3)} ${timeText(next.startMs, zone, hourCycle)}`,
    day: dayText(next.startMs, zone),
    who: `with ${next.staffIds.length > 1 ? withWhom : person}`,
    weekHref: next.weekHref,
  };
}

function noticeOf(source: Source): WeekPage["notice"] {
  switch (source.state) {
    case "fresh":
      return null;
    case "stale":
      return { title: `These times are ${ageText(source.ageMs)} old.`, text: `${troubleText(source.trouble)} A time is checked again before it is booked.` };
    case "partial":
      return {
        title: "Some times may be missing.",
        text:
          source.trouble.why === "silent"
            ? "Not everybody's calendar answers right now. Those shown can be booked."
            : `${troubleText(source.trouble)} Those shown can be booked.`,
      };
    case "failed":
      return {
        title: "Free times cannot be shown right now.",
        text: `${troubleText(source.trouble)} Your choices are kept in this page's address: please load it again ${
          source.trouble.why === "silent" ? "in a minute" : "then"
        }.`,
      };
  }
}

function firstStart({ days, nextFree }: WeekAvailability): number | undefined {
  const shown = days.flatMap((day) => day.groups.flatMap((group) => group.slots))[0];
  return shown ? Date.parse(shown.startIso) : nextFree?.startMs;
}

/** Uses an example from the shown week, since the difference changes with the clocks. */
function zoneNote(zone: string, offering: Offering | undefined, atMs: number, hourCycle: HourCycle): string | null {
  const venueZone = offering?.branch.timeZone;
  if (!venueZone) return null;
  const [there, here] = [timeText(atMs, venueZone, hourCycle), timeText(atMs, zone, hourCycle)];
  return there === here ? null : `${here} in ${zoneText(zone)} is ${there} at the branch (${zoneText(venueZone)}).`;
}
