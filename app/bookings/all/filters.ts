import { z } from "zod";
import { BOOKING_STATUSES, type Booking } from "../booking.ts";
import { date, text } from "../filters.ts";

export const SORTS = ["starts", "-starts", "customer", "-customer"] as const;
export type Sort = (typeof SORTS)[number];
export const isByStart = (sort: Sort) => sort === "starts" || sort === "-starts";
export const BOOKING_SOURCES = ["web", "api", "admin", "calcom", "import"] as const satisfies readonly Booking["source"][];
export const PAGE_SIZES = [20, 50, 100] as const;

const known = <T extends string>(values: readonly T[]) => z.array(z.string()).transform((asked) => values.filter((value) => asked.includes(value)));

/** What the list of all bookings may be asked for. Every field falls back by itself, so an old link never fails. */
export const AllFilters = z.object({
  /** Every word must occur: in title, name, e-mail, phone or notes; one or two letters, at the beginning of a name. */
  q: text(200),
  /** A customer's id or e-mail address. */
  user: text(320),
  /** Repeatable; none: whatever became of it. */
  status: z.preprocess((asked) => (asked === undefined ? [] : [asked].flat()), known(BOOKING_STATUSES)).catch([]),
  /** Slugs or ids. */
  staff: text(100),
  service: text(100),
  branch: text(100),
  source: z.enum(BOOKING_SOURCES).optional().catch(undefined),
  /** Calendar dates in the company's zone, both inclusive. */
  from: date,
  to: date,
  sort: z.enum(SORTS).catch("-starts"),
  limit: z.coerce.number().pipe(z.literal(PAGE_SIZES)).catch(20),
  cursor: text(1000),
});

export type AllFilters = z.output<typeof AllFilters>;
export const NO_FILTERS: AllFilters = AllFilters.parse({});

/** What an address says of them: the default stays out. */
export function searchOf({ sort, limit, ...rest }: AllFilters) {
  return { ...rest, sort: sort === NO_FILTERS.sort ? undefined : sort, limit: limit === NO_FILTERS.limit ? undefined : limit };
}

/** Whether anything narrows the list; order and length of a page do not. */
export function isNarrowed({ sort: _sort, limit: _limit, cursor: _cursor, status, ...rest }: AllFilters): boolean {
  return status.length > 0 || Object.values(rest).some(Boolean);
}
