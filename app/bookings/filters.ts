import { z } from "zod";

export const BOOKING_TABS = ["upcoming", "pending", "past", "cancelled"] as const;
export type BookingTab = (typeof BOOKING_TABS)[number];

/** SQLite ends a pattern at NUL, so a word with one would match everything. */
const withoutControls = (typed: string) => typed.replace(/\p{Cc}+/gu, " ");

export const text = (max: number) => z.string().overwrite(withoutControls).trim().max(max).optional().catch(undefined);
export const date = z.iso.date().optional().catch(undefined);

/** The filters of a list of bookings. Every field falls back to its default, so an old link never fails. */
export const BookingFilters = z.object({
  tab: z.enum(BOOKING_TABS).catch("upcoming"),
  /** Words in title, service, person, attendee, notes; or a reference. */
  q: text(200),
  /** Slugs. */
  service: text(100),
  branch: text(100),
  staff: text(100),
  /** Calendar dates in the company's zone, both inclusive. */
  from: date,
  to: date,
  /** Where a page begins: `next` or `previous` of another page. */
  cursor: text(200),
});

export type BookingFilters = z.output<typeof BookingFilters>;
