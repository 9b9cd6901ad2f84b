import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import type { Branch } from "#app/catalog/model.ts";
import { hoursOf } from "#app/catalog/hours-of.server.ts";
import { openWindows, without, type Window } from "#app/catalog/open-windows.ts";
import { activeBranches } from "#app/catalog/queries.server.ts";
import { fullDayText, timeRangeText, timeText, zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { addDays, dateIn, HOUR_MS, startOfDate } from "#app/lib/time.ts";
import { readCompany, type Company } from "#app/settings/company.server.ts";
import { blocksIn, type Block } from "../blocks/queries.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { appointmentsIn, meets, type Range } from "./entries.server.ts";
import { dayPeople, type DayPerson } from "./people.server.ts";
import type { DaySearch } from "./search.ts";
import { blockLine, bookingLine, freeLine, type DayLine } from "./sheet-lines.ts";

export interface DayGroup {
  key: string;
  name: string;
  /** "Lisbon time", if not everybody on the sheet is in the same time zone. */
  zone: string | null;
  /** "09:00–13:00, 14:00–18:00", "Not working"; null where nobody here knows. */
  hours: string | null;
  lines: DayLine[];
  appointments: number;
}

export interface DaySheet {
  date: string;
  /** "Wednesday 25 November 2026" */
  day: string;
  isToday: boolean;
  /** Staff see only their own. */
  isOwn: boolean;
  /** "Lisbon time"; null when each group says its own. */
  zone: string | null;
  /** What comes next today; null on another day and when nothing comes. */
  next: { time: string; who: string; href: string } | null;
  links: { previous: string; today: string | null; next: string };
  filters: { staff: string; branch: string; by: DaySearch["by"] };
  options: { staff: { value: string; label: string }[]; branch: { value: string; label: string }[] };
  groups: DayGroup[];
  total: number;
}

/** A shorter gap is not worth a line. */
const SHORTEST_GAP_MS = HOUR_MS / 4;

/** Everything of one day on one sheet, by person or by branch, each in its own time zone. */
export async function daySheet(app: App, viewer: PersonViewer, search: DaySearch): Promise<DaySheet> {
  const company = readCompany(app.db);
  const nowMs = app.clock();
  const branches = activeBranches(app.db);
  const branch = branches.find(({ slug }) => slug === search.branch);
  const today = dateIn(branch?.timeZone ?? company.timeZone, nowMs);
  const date = search.date ?? today;
  const found = appointmentsIn(app, viewer, aroundDate(date), { branch: branch?.slug });
  const people = dayPeople(app, viewer, found.flatMap(({ staffId }) => staffId ?? []));
  const chosen = people.filter(({ slug }) => search.staff === undefined || !people.some((one) => one.slug === search.staff) || slug === search.staff);
  const context: DayContext = { app, company, date, nowMs };
  const groups =
    search.by === "branch" && viewer.kind === "admin"
      ? byBranch(context, branches, found, chosen)
      : await byPerson(context, chosen, found, { all: chosen.length === people.length, branch });
  const zones = [...new Set(groups.map(({ clock }) => clock))];
  const kept = { staff: chosen.length === people.length ? "" : search.staff ?? "", branch: branch?.slug ?? "", by: search.by };
  const href = (to: string | undefined) => paths.adminToday({ date: to, ...kept, by: kept.by === "person" ? undefined : kept.by });
  return {
    date,
    day: fullDayText(Date.parse(`${date}T12:00:00Z`), "UTC"),
    isToday: date === today,
    isOwn: viewer.kind !== "admin",
    zone: zones.length === 1 ? zoneText(zones[0] as string) : null,
    next: date === today ? nextOf(context, groups) : null,
    links: { previous: href(addDays(date, -1)), today: date === today ? null : href(undefined), next: href(addDays(date, 1)) },
    filters: kept,
    options: { staff: people.map(({ slug, name }) => ({ value: slug, label: name })), branch: branches.map(({ slug, name }) => ({ value: slug, label: name })) },
    groups: groups.map(({ clock, bookings: _, ...group }) => ({ ...group, zone: zones.length > 1 ? zoneText(clock) : null })),
    total: new Set(groups.flatMap(({ bookings }) => bookings.map(({ id }) => id))).size,
  };
}

interface DayContext {
  app: App;
  company: Company;
  date: string;
  nowMs: number;
}

type Group = DayGroup & { clock: string; bookings: BookingDetails[] };

/** Long enough to cover the date in every time zone. */
function aroundDate(date: string): Range {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return { startMs: midnight - 14 * HOUR_MS, endMs: midnight + 38 * HOUR_MS };
}

const dayRange = (zone: string, date: string): Range => ({ startMs: startOfDate(zone, date), endMs: startOfDate(zone, addDays(date, 1)) });

/** People who neither work that day nor have anything in it would only take up paper. */
async function byPerson(context: DayContext, people: DayPerson[], found: BookingDetails[], { all, branch }: { all: boolean; branch: Branch | undefined }): Promise<Group[]> {
  const { app, company, date } = context;
  const hours = await hoursOf(app, people.map(({ id }) => id));
  const blocked = blocksIn(app, people.map(({ id }) => id), aroundDate(date));
  const groups = people.map((person) => {
    const range = dayRange(person.zone, date);
    const own = hours.get(person.id);
    return groupOf(
      context,
      { key: person.slug, name: person.name, zone: person.zone, range, open: own ? openWindows(own, range) : null },
      found.filter(({ staffId }) => staffId === person.id),
      blocked.filter(({ staffId }) => staffId === person.id),
    );
  });
  const strangers = all ? found.filter(({ staffId }) => staffId === null) : [];
  const others = groupOf(context, { key: "nobody", name: "Nobody from here", zone: company.timeZone, range: dayRange(company.timeZone, date), open: null }, strangers, []);
  const isAlone = people.length === 1;
  return [...groups.filter(({ lines, bookings }) => isAlone || (branch ? bookings.length > 0 : lines.length > 0)), ...(others.lines.length > 0 ? [others] : [])];
}

/** A branch has no gaps of its own, only its people do: so appointments only. */
function byBranch(context: DayContext, branches: Branch[], found: BookingDetails[], people: DayPerson[]): Group[] {
  const { company, date } = context;
  const ids = people.map(({ id }) => id);
  const theirs = found.filter(({ staffId }) => staffId === null || ids.includes(staffId));
  const places = [
    ...branches.map(({ id, slug, name, timeZone }) => ({ id: id as string | null, key: slug, name, zone: timeZone })),
    { id: null, key: "elsewhere", name: "At none of our branches", zone: company.timeZone },
  ];
  return places
    .map(({ id, ...place }) =>
      groupOf(
        context,
        { ...place, range: dayRange(place.zone, date), open: null },
        theirs.filter(({ branchId }) => branchId === id),
        [],
      ),
    )
    .filter(({ lines }) => lines.length > 0);
}

function groupOf({ company, nowMs }: DayContext, about: { key: string; name: string; zone: string; range: Range; open: Window[] | null }, bookings: BookingDetails[], blocks: Block[]): Group {
  const { key, name, zone, range, open } = about;
  const [own, blocked] = [bookings.filter((booking) => meets(range, booking)), blocks.filter((block) => meets(range, block))];
  const busy = [...own, ...blocked].map(({ startsAt, endsAt }) => ({ startMs: startsAt, endMs: endsAt }));
  const gaps = open ? without(open, busy).filter(({ startMs, endMs }) => endMs - startMs >= SHORTEST_GAP_MS) : [];
  const words = { zone, hourCycle: company.hourCycle, nowMs };
  const lines = [...own.map((booking) => bookingLine(booking, words)), ...blocked.map((block) => blockLine(block, words)), ...gaps.map((gap) => freeLine(gap, words))];
  return {
    key,
    name,
    clock: zone,
    zone: null,
    hours: open && (open.length > 0 ? open.map(({ startMs, endMs }) => timeRangeText(startMs, endMs, zone, company.hourCycle)).join(", ") : "Not working"),
    lines: lines.sort((a, b) => a.startsAt - b.startsAt),
    appointments: own.length,
    bookings: own,
  };
}

function nextOf({ nowMs, company }: DayContext, groups: Group[]): DaySheet["next"] {
  const coming = groups.flatMap(({ clock, bookings }) => bookings.filter(({ startsAt }) => startsAt >= nowMs).map((booking) => ({ clock, booking })));
  const [first] = coming.sort((a, b) => a.booking.startsAt - b.booking.startsAt);
  if (!first) return null;
  const { booking, clock } = first;
  return {
    time: timeText(booking.startsAt, clock, company.hourCycle),
    who: [booking.attendeeName, booking.staff && `with ${booking.staff.name}`].filter(Boolean).join(" "),
    href: paths.adminBooking(booking.id),
  };
}
