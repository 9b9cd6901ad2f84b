import { asc } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { branches, services, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { shortDateText, timeRangeText, zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { dateIn, toIso } from "#app/lib/time.ts";
import { readCompany, type Company } from "#app/settings/company.server.ts";
import { didNotCome } from "../attendance.ts";
import type { BookingStatus } from "../booking.ts";
import type { FilterOption } from "../portal/filter-options.server.ts";
import { MOST_AT_ONCE } from "../bulk/verbs.ts";
import { COUNTED } from "./count.server.ts";
import { isNarrowed, NO_FILTERS, PAGE_SIZES, searchOf, type AllFilters, type Sort } from "./filters.ts";
import { listAllBookings, type Delivery, type ListedDetails } from "./list.server.ts";
import { datePresets } from "./presets.ts";

export interface ShownRow {
  id: string;
  href: string;
  status: BookingStatus;
  startsAtIso: string;
  userId: string | null;
  date: string;
  time: string;
  /** Who comes. */
  customer: string;
  email: string | null;
  phone: string | null;
  /** Whose account it is in, where that is somebody else. */
  bookedBy: string | null;
  service: string;
  person: string | null;
  branch: string | null;
  source: string;
  delivery: Delivery;
  isAbsent: boolean;
}

/** Everybody's bookings, one page of them, in words. */
export function allBookingsPage(app: App, viewer: Viewer, filters: AllFilters) {
  const company = readCompany(app.db);
  const page = listAllBookings(app, viewer, filters);
  const href = (change: Partial<AllFilters>) => paths.adminBookings(searchOf({ ...filters, cursor: undefined, ...change }));
  const options = { service: optionsOf(app, services), staff: optionsOf(app, staff), branch: optionsOf(app, branches) };
  return {
    filters,
    options,
    /** The address of these filters, at their first page. */
    here: href({}),
    rows: page.rows.map((row) => shown(row, filters, company)),
    total: totalText(page.total, isNarrowed(filters)),
    /** Of how many something can be done at once; null when there are too many. */
    atOnce: page.total <= MOST_AT_ONCE ? page.total : null,
    zone: zoneText(company.timeZone),
    chips: chipsOf(filters, options).map(({ label, without }) => ({ label, removeHref: href(without) })),
    resetHref: paths.adminBookings(searchOf({ ...NO_FILTERS, sort: filters.sort, limit: filters.limit })),
    csvHref: paths.adminBookingsCsv({ ...searchOf(filters), limit: undefined, cursor: undefined, bom: 1 }),
    presets: datePresets(dateIn(company.timeZone, app.clock())).map(({ label, from, to }) => ({ label, href: href({ from, to }), isChosen: filters.from === from && filters.to === to })),
    sizes: PAGE_SIZES.map((limit) => ({ label: String(limit), href: href({ limit }), isChosen: filters.limit === limit })),
    sorting: { starts: sortLink(filters.sort, "starts", href), customer: sortLink(filters.sort, "customer", href) },
    pages: { previous: page.previous && href({ cursor: page.previous }), next: page.next && href({ cursor: page.next }) },
  };
}

function optionsOf({ db }: App, table: typeof services | typeof staff | typeof branches): FilterOption[] {
  return db.select({ value: table.slug, label: table.name }).from(table as SQLiteTable).orderBy(asc(table.name)).all();
}

/** Kept counters know how many there are of everything; what filters match is counted up to a limit. */
function totalText(total: number, narrowed: boolean): string {
  return narrowed && total > COUNTED ? `${COUNTED.toLocaleString("en-GB")}+` : total.toLocaleString("en-GB");
}

function sortLink(sort: Sort, column: "starts" | "customer", href: (change: Partial<AllFilters>) => string) {
  const now = sort === column ? "ascending" : sort === `-${column}` ? "descending" : undefined;
  return { now, href: href({ sort: now === "ascending" ? `-${column}` : column }) } as const;
}

function chipsOf(filters: AllFilters, options: Record<"service" | "staff" | "branch", FilterOption[]>): { label: string; without: Partial<AllFilters> }[] {
  const { q, user, status, source, from, to } = filters;
  return [
    ...(q ? [{ label: `“${q}”`, without: { q: undefined } }] : []),
    ...(user ? [{ label: `Account ${user}`, without: { user: undefined } }] : []),
    ...status.map((one) => ({ label: `Status ${one}`, without: { status: status.filter((other) => other !== one) } })),
    ...(["service", "staff", "branch"] as const).flatMap((key) => options[key].filter(({ value }) => value === filters[key]).map(({ label }) => ({ label, without: { [key]: undefined } }))),
    ...(source ? [{ label: `Source ${SOURCE_WORDS[source]}`, without: { source: undefined } }] : []),
    ...(from ? [{ label: `From ${shortDateText(from)}`, without: { from: undefined } }] : []),
    ...(to ? [{ label: `Until ${shortDateText(to)}`, without: { to: undefined } }] : []),
  ];
}

export const SOURCE_WORDS = { web: "Website", api: "API", admin: "Desk", calcom: "Cal.com", import: "Import" } as const;

function shown(row: ListedDetails, filters: AllFilters, { timeZone, hourCycle }: Company): ShownRow {
  return {
    id: row.id,
    href: paths.adminBooking(row.id, searchOf(filters)),
    status: row.status,
    startsAtIso: toIso(row.startsAt),
    userId: row.userId,
    date: shortDateText(dateIn(timeZone, row.startsAt)),
    time: timeRangeText(row.startsAt, row.endsAt, timeZone, hourCycle),
    customer: row.attendeeName,
    email: row.attendeeEmail ?? row.user?.email ?? null,
    phone: row.attendeePhone,
    bookedBy: row.user && (row.user.name !== row.attendeeName || row.user.email !== row.attendeeEmail) ? [row.user.name, row.user.email].filter(Boolean).join(", ") : null,
    service: row.service?.name ?? row.title,
    person: row.staff?.name ?? null,
    branch: row.branch?.name ?? null,
    source: SOURCE_WORDS[row.source],
    delivery: row.delivery,
    isAbsent: didNotCome(row),
  };
}
