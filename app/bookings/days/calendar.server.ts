import { Temporal } from "temporal-polyfill";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import type { Hours } from "#app/catalog/hosts.ts";
import { hoursOf } from "#app/catalog/hours-of.server.ts";
import { openWindows, without, type Window } from "#app/catalog/open-windows.ts";
import { activeBranches } from "#app/catalog/queries.server.ts";
import { clockChanges, clockChangeText } from "#app/lib/clock-change.ts";
import { fullDayText, shortDayText, zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { addDays, dateIn, startOfDate, toIso } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { blocksIn, type Block } from "../blocks/queries.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { entriesOf, minuteOn, rowsOf, ROW_MINUTES, type CalendarEntry, type DrawnHours, type Looking } from "./calendar-column.ts";
import { calendarDays, calendarLinks } from "./calendar-days.ts";
import { appointmentsIn, meets } from "./entries.server.ts";
import type { Placed } from "./lanes.ts";
import { dayPeople, type DayPerson } from "./people.server.ts";
import type { CalendarSearch } from "./search.ts";

export interface CalendarColumn {
  key: string;
  heading: string;
  isToday: boolean;
  /** Closed, by rows; empty where nobody here knows the hours. */
  closed: Placed[];
  /** Free hours that can be booked: one person's, from now on. */
  free: (Placed & { href: string })[];
  /** The present, as a row; null on other days. */
  now: number | null;
  entries: CalendarEntry[];
  newHref: string | null;
}

interface Column {
  key: string;
  heading: string;
  date: string;
  people: DayPerson[];
  bookings: BookingDetails[];
  blocks: Block[];
  open: Window[] | null;
}

/**
 * A day with a column per person, or a week with a column per day, all in one time zone. Drawn in wall-clock time, so
 * that the rows of a week line up even when clocks change.
 */
export async function calendar(app: App, viewer: PersonViewer, search: CalendarSearch) {
  const company = readCompany(app.db);
  const branches = activeBranches(app.db);
  const everybody = dayPeople(app, viewer);
  const branch = branches.find(({ slug }) => slug === search.branch);
  const person = viewer.kind === "admin" ? everybody.find(({ slug }) => slug === search.staff) : everybody[0];
  const zone = branch?.timeZone ?? person?.zone ?? company.timeZone;
  const nowMs = app.clock();
  const today = dateIn(zone, nowMs);
  const { view, dates } = calendarDays(search, today);
  const range = { startMs: startOfDate(zone, dates[0]!), endMs: startOfDate(zone, addDays(dates.at(-1)!, 1)) };
  const found = appointmentsIn(app, viewer, range, { branch: branch?.slug }).filter(({ staffId }) => !person || staffId === person.id);
  const people = person ? [person] : dayPeople(app, viewer, found.flatMap(({ staffId }) => staffId ?? []));
  const hours = await hoursOf(app, people.map(({ id }) => id));
  const blocks = blocksIn(app, people.map(({ id }) => id), range);
  const columns = columnsOf({ view, dates, zone, people, found, blocks, hours, isNarrowed: branch !== undefined });
  const looking: Looking = { zone, hourCycle: company.hourCycle, nowMs, role: viewer.kind === "admin" ? "admin" : "staff", names: view === "week" && !person ? "person" : "branch" };
  const drawn = drawnHours(columns, zone);
  const kept = { staff: viewer.kind === "admin" ? person?.slug : undefined, branch: branch?.slug };
  return {
    view,
    title: view === "day" ? fullDayText(Date.parse(dates[0]!), "UTC") : `Week of ${fullDayText(Date.parse(dates[0]!), "UTC")}`,
    zone: zoneText(zone),
    isOwn: viewer.kind !== "admin",
    ...calendarLinks({ view, dates, today, kept }),
    filters: { staff: kept.staff ?? "", branch: kept.branch ?? "" },
    options: { staff: everybody.map(({ slug, name }) => ({ value: slug, label: name })), branch: branches.map(({ slug, name }) => ({ value: slug, label: name })) },
    changes: clockChanges(zone, range.startMs, range.endMs - 1).map((change) => clockChangeText(change, company.hourCycle)),
    hours: Array.from({ length: drawn.last - drawn.first }, (_, n) => ({ ...hourRows(n), label: hourText(drawn.first + n, company.hourCycle) })),
    columns: columns.map((column) => drawColumn(column, looking, drawn)),
    total: found.length,
    newBlockHref: paths.adminNewBlock({ staff: person?.slug, date: dates.includes(today) ? today : dates[0] }),
  };
}

const HOUR_ROWS = 60 / ROW_MINUTES;
const hourRows = (n: number): Placed => ({ from: n * HOUR_ROWS, to: (n + 1) * HOUR_ROWS });
const hourText = (hour: number, cycle: 12 | 24) => (cycle === 24 ? `${String(hour).padStart(2, "0")}:00` : `${hour % 12 || 12} ${hour < 12 ? "am" : "pm"}`);

interface Asked {
  view: "day" | "week";
  dates: string[];
  zone: string;
  people: DayPerson[];
  found: BookingDetails[];
  blocks: Block[];
  hours: Map<string, Hours | null>;
  /** For one branch: people with nothing there would only take up room. */
  isNarrowed: boolean;
}

function columnsOf({ view, dates, zone, people, found, blocks, hours, isNarrowed }: Asked): Column[] {
  const on = (date: string, among: DayPerson[], bookings: BookingDetails[]): Omit<Column, "key" | "heading"> => {
    const range = { startMs: startOfDate(zone, date), endMs: startOfDate(zone, addDays(date, 1)) };
    const known = among.flatMap(({ id }) => hours.get(id) ?? []);
    const ids = among.map(({ id }) => id);
    return {
      date,
      people: among,
      open: known.length > 0 ? known.flatMap((own) => openWindows(own, range)) : null,
      bookings: bookings.filter((booking) => meets(range, booking)),
      blocks: blocks.filter((block) => ids.includes(block.staffId) && meets(range, block)),
    };
  };
  if (view === "week") return dates.map((date) => ({ key: date, heading: shortDayText(Date.parse(date), "UTC"), ...on(date, people, found) }));
  const strangers = found.filter(({ staffId }) => staffId === null);
  return [
    ...people
      .map((person) => ({
        key: person.slug,
        heading: person.name,
        ...on(
          dates[0]!,
          [person],
          found.filter(({ staffId }) => staffId === person.id),
        ),
      }))
      .filter(({ bookings }) => !isNarrowed || bookings.length > 0),
    ...(strangers.length > 0 ? [{ key: "nobody", heading: "Nobody from here", ...on(dates[0]!, [], strangers) }] : []),
  ];
}

/** From the first hour with work or an appointment to the last; an ordinary day if there is none. */
function drawnHours(columns: Column[], zone: string): DrawnHours {
  const spans = columns.flatMap(({ date, open, bookings, blocks }) =>
    [...(open ?? []), ...[...bookings, ...blocks].map(({ startsAt, endsAt }) => ({ startMs: startsAt, endMs: endsAt }))].map(
      (span) => [minuteOn(date, zone, span.startMs), minuteOn(date, zone, span.endMs), (span.endMs - span.startMs) / 60_000] as const,
    ),
  );
  if (spans.length === 0) return { first: 8, last: 18 };
  const first = Math.min(...spans.map(([start]) => Math.floor(start / 60)));
  const last = Math.max(...spans.map(([start, end, minutes]) => Math.ceil((end > start ? end : Math.min(1_440, start + minutes)) / 60)));
  return { first: Math.min(first, 23), last: Math.min(24, Math.max(last, first + 1)) };
}

function drawColumn({ key, heading, date, people, bookings, blocks, open }: Column, looking: Looking, hours: DrawnHours): CalendarColumn {
  const { zone, nowMs, role } = looking;
  const whole = { startMs: startOfDate(zone, date), endMs: startOfDate(zone, addDays(date, 1)) };
  const [one] = people;
  const canBook = role === "admin" && people.length === 1 && one !== undefined;
  const isToday = dateIn(zone, nowMs) === date;
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const isFree = (startMs: number) => {
    const isOpen = open === null || open.some((window) => window.startMs <= startMs && startMs < window.endMs);
    return isOpen && ![...bookings, ...blocks].some((one) => meets({ startMs, endMs: startMs + 1 }, one));
  };
  const newHref = (startMs?: number) => paths.adminNewBooking({ staff: one?.slug, start: startMs === undefined ? undefined : toIso(startMs), date: startMs === undefined ? date : undefined });
  return {
    key,
    heading,
    isToday,
    closed: open ? without([whole], open).map((window) => rowsOf(window, date, looking, hours)).filter(({ from, to }) => to > from) : [],
    free: canBook ? drawnStarts(date, zone, hours).filter(({ startMs }) => startMs > nowMs && isFree(startMs)).map(({ startMs, from, to }) => ({ from, to, href: newHref(startMs) })) : [],
    now: isToday ? rowsOf({ startMs: nowMs, endMs: nowMs + 1 }, date, looking, hours).from : null,
    entries: entriesOf(date, bookings, blocks.map((block) => ({ ...block, name: names.get(block.staffId) ?? "" })), looking, hours),
    newHref: canBook && whole.endMs > nowMs ? newHref() : null,
  };
}

/** The drawn hours of a date as instants; a skipped one begins correspondingly later. */
function drawnStarts(date: string, zone: string, { first, last }: DrawnHours): (Placed & { startMs: number })[] {
  return Array.from({ length: last - first }, (_, n) => ({
    ...hourRows(n),
    startMs: Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: first + n }) }).epochMilliseconds,
  }));
}
