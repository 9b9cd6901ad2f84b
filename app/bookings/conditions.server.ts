import { and, eq, gt, gte, inArray, like, lt, lte, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { addDays, startOfDate } from "#app/lib/time.ts";
import { LIVE_STATUSES } from "./booking.ts";
import type { BookingFilters, BookingTab } from "./filters.ts";
import { idsReferredTo } from "./reference.ts";

/** Which bookings a tab holds. Every booking is in exactly one tab, except that upcoming also contains pending ones. */
export function inTab(tab: BookingTab, nowMs: number): SQL {
  const live = inArray(bookings.status, [...LIVE_STATUSES]);
  switch (tab) {
    case "upcoming":
      return and(live, gt(bookings.endsAt, nowMs)) as SQL;
    case "pending":
      return and(eq(bookings.status, "pending"), gt(bookings.endsAt, nowMs)) as SQL;
    case "past":
      return and(live, lte(bookings.endsAt, nowMs)) as SQL;
    case "cancelled":
      return inArray(bookings.status, ["cancelled", "rejected"]);
  }
}

/** The conditions of all filters except the tab. The three joined tables must be in the query. */
export function matching(db: Db, filters: Omit<BookingFilters, "tab" | "cursor">): SQL | undefined {
  const { timeZone } = readCompany(db);
  return and(
    filters.q ? and(...filters.q.split(/\s+/).filter(Boolean).map(anywhere)) : undefined,
    filters.service ? eq(services.slug, filters.service) : undefined,
    filters.branch ? eq(branches.slug, filters.branch) : undefined,
    filters.staff ? eq(staff.slug, filters.staff) : undefined,
    filters.from ? gte(bookings.startsAt, startOfDate(timeZone, filters.from)) : undefined,
    filters.to ? lt(bookings.startsAt, startOfDate(timeZone, addDays(filters.to, 1))) : undefined,
  );
}

function anywhere(word: string): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  const columns = [bookings.title, bookings.attendeeName, bookings.attendeeEmail, bookings.attendeePhone, bookings.notes, services.name, staff.name, branches.name];
  const ids = idsReferredTo(word);
  return or(...columns.map((column) => sql`${like(column, pattern)} escape '\\'`), ids === null ? undefined : sql`${bookings.id} glob ${ids}`) as SQL;
}
