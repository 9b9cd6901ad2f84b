import type { App } from "#app/app.server.ts";
import { viewerOf, type User } from "#app/auth/user.ts";
import { dayText, fullDayText, nearMomentText, shortDateText, timeRangeText, zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { dateIn, toIso } from "#app/lib/time.ts";
import { readCompany, type Company } from "#app/settings/company.server.ts";
import type { BookingStatus } from "../booking.ts";
import { CHOICES, filterOptions, reconcile, type Choice, type FilterOption } from "./filter-options.server.ts";
import { BOOKING_TABS, type BookingFilters, type BookingTab } from "../filters.ts";
import { countBookings, listBookings, nextBooking, type BookingDetails, type BookingPage } from "../queries.server.ts";
import { readingZone } from "./reading-zone.ts";
import { isCustomer } from "../scope.server.ts";

export interface PortalList {
  tab: BookingTab;
  tabs: { href: string; label: string; count: number; current: boolean }[];
  filters: Record<Choice | "q" | "from" | "to", string>;
  options: Record<Choice, FilterOption[]>;
  chips: { label: string; removeHref: string }[];
  resetHref: string;
  csvHref: string;
  /** "14 appointments" */
  found: string;
  /** The zone of all times; null if there are several and each time names its own. */
  zone: string | null;
  next: { when: string; what: string; href: string; startsAtIso: string } | null;
  days: { date: string; label: string; rows: ListedBooking[] }[];
  pages: { previous: string | null; next: string | null };
}

interface ListedBooking {
  id: string;
  href: string;
  status: BookingStatus;
  startsAtIso: string;
  time: string;
  service: string;
  who: string;
}

/** One page of the bookings a signed-in person may see, in words. */
export function portalList(app: App, user: User, asked: BookingFilters): PortalList {
  const viewer = viewerOf(user);
  const { options, filters } = reconcile(app, filterOptions(app, viewer), asked);
  const { tab, cursor: _cursor, ...narrowing } = filters;
  const page = pageOf(app, user, filters);
  const counts = countBookings(app, viewer, narrowing);
  const href = (change: Partial<BookingFilters>) => paths.bookings(searchOf({ tab, ...narrowing, ...change }));
  const chips = chipsOf(narrowing, options).map(({ key, label }) => ({ label, removeHref: href({ [key]: undefined }) }));
  const reader = { user, company: readCompany(app.db), nowMs: app.clock() };
  const zones = new Set(page.rows.map((row) => zoneOf(reader, row)));
  const upNext = tab === "upcoming" && viewer.kind === "user" && chips.length === 0 && page.previous === null ? nextBooking(app, viewer) : null;
  return {
    tab,
    tabs: BOOKING_TABS.map((name) => ({ href: href({ tab: name }), label: TAB_LABELS[name], count: counts[name], current: name === tab })),
    filters: filled(narrowing),
    options,
    chips,
    resetHref: paths.bookings(searchOf({ tab })),
    csvHref: paths.bookingsCsv({ ...narrowing, tab }),
    found: counts[tab] === 1 ? "1 appointment" : `${counts[tab]} appointments`,
    zone: zones.size === 1 ? zoneText([...zones][0] as string) : null,
    next: upNext && announce(reader, upNext),
    days: daysOf(reader, page.rows, zones.size > 1),
    pages: { previous: page.previous && href({ cursor: page.previous }), next: page.next && href({ cursor: page.next }) },
  };
}

const TAB_LABELS: Record<BookingTab, string> = { upcoming: "Upcoming", pending: "Pending", past: "Past", cancelled: "Cancelled" };

/** A cursor past the list's end, because the list shrank or the cursor was made up, shows the beginning. */
function pageOf(app: App, user: User, filters: BookingFilters): BookingPage {
  const page = listBookings(app, viewerOf(user), filters);
  return page.rows.length === 0 && filters.cursor ? listBookings(app, viewerOf(user), { ...filters, cursor: undefined }) : page;
}

/** The first tab is the default without a query string. */
function searchOf({ tab, ...rest }: Partial<BookingFilters>) {
  return { ...(tab !== "upcoming" && { tab }), ...rest };
}

type Narrowing = Omit<BookingFilters, "tab" | "cursor">;

function filled({ q = "", service = "", staff = "", branch = "", from = "", to = "" }: Narrowing) {
  return { q, service, staff, branch, from, to };
}

function chipsOf(narrowing: Narrowing, options: PortalList["options"]): { key: keyof Narrowing; label: string }[] {
  const { q, from, to } = narrowing;
  return [
    ...(q ? [{ key: "q" as const, label: `“${q}”` }] : []),
    ...CHOICES.flatMap((key) => options[key].filter(({ value }) => value === narrowing[key]).map(({ label }) => ({ key, label }))),
    ...(from ? [{ key: "from" as const, label: `From ${shortDateText(from)}` }] : []),
    ...(to ? [{ key: "to" as const, label: `Until ${shortDateText(to)}` }] : []),
  ];
}

interface Reader {
  user: User;
  company: Company;
  nowMs: number;
}

const zoneOf = ({ user, company }: Reader, row: BookingDetails) => readingZone(user, company, row);

function announce(reader: Reader, booking: BookingDetails): PortalList["next"] {
  return {
    when: nearMomentText(booking.startsAt, zoneOf(reader, booking), reader.nowMs, reader.company.hourCycle),
    what: [booking.title, booking.branch?.name].filter(Boolean).join(", "),
    href: paths.booking(booking.id),
    startsAtIso: toIso(booking.startsAt),
  };
}

function daysOf(reader: Reader, rows: BookingDetails[], namesZones: boolean): PortalList["days"] {
  const days: PortalList["days"] = [];
  for (const row of rows) {
    const zone = zoneOf(reader, row);
    const date = dateIn(zone, row.startsAt);
    if (days.at(-1)?.date !== date) days.push({ date, label: dayLabel(row.startsAt, zone, reader.nowMs), rows: [] });
    days.at(-1)?.rows.push(listed(reader, row, namesZones ? zoneText(zone) : null));
  }
  return days;
}

/** Includes the year if it is not the current one. */
function dayLabel(instantMs: number, zone: string, nowMs: number): string {
  return dateIn(zone, instantMs).slice(0, 4) === dateIn(zone, nowMs).slice(0, 4) ? dayText(instantMs, zone) : fullDayText(instantMs, zone);
}

function listed(reader: Reader, row: BookingDetails, zoneName: string | null): ListedBooking {
  const isDesk = !isCustomer(viewerOf(reader.user), row);
  const place = [row.staff?.name, row.branch?.name].filter(Boolean).join(", ");
  return {
    id: row.id,
    href: paths.booking(row.id),
    status: row.status,
    startsAtIso: toIso(row.startsAt),
    time: timeRangeText(row.startsAt, row.endsAt, zoneOf(reader, row), reader.company.hourCycle),
    service: isDesk ? `${row.attendeeName} · ${row.service?.name ?? row.title}` : row.service?.name ?? row.title,
    who: [place, zoneName].filter(Boolean).join(" · "),
  };
}
