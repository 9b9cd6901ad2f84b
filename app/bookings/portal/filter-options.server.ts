import { asc, eq } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { bookings } from "#db/schema/bookings.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { branchBySlug, serviceBySlug, staffBySlug } from "#app/catalog/queries.server.ts";
import type { BookingFilters } from "../filters.ts";
import { visibleTo } from "../scope.server.ts";

export const CHOICES = ["service", "staff", "branch"] as const;
export type Choice = (typeof CHOICES)[number];
export interface FilterOption {
  value: string;
  label: string;
}

/** The filter options of a viewer's bookings: only values that occur in them, including ones no longer offered. */
export function filterOptions(app: App, viewer: Viewer): Record<Choice, FilterOption[]> {
  const scope = visibleTo(viewer);
  const chosen = (table: typeof services | typeof staff | typeof branches, id: SQLiteColumn): FilterOption[] =>
    app.db
      .selectDistinct({ value: table.slug, label: table.name })
      .from(bookings)
      .innerJoin(table as SQLiteTable, eq(table.id, id))
      .where(scope)
      .orderBy(asc(table.name))
      .all();
  return { service: chosen(services, bookings.serviceId), staff: chosen(staff, bookings.staffId), branch: chosen(branches, bookings.branchId) };
}

/**
 * Makes options and filters consistent: a chosen value that exists is added to the options even if no booking has it,
 * and a value that does not exist is dropped from the filters.
 */
export function reconcile(app: App, options: Record<Choice, FilterOption[]>, filters: BookingFilters): { options: Record<Choice, FilterOption[]>; filters: BookingFilters } {
  const reconciled = { options: { ...options }, filters: { ...filters } };
  for (const choice of CHOICES) {
    const slug = filters[choice];
    if (!slug || options[choice].some(({ value }) => value === slug)) continue;
    const named = bySlug[choice](app.db, slug);
    if (named) reconciled.options[choice] = [...options[choice], { value: named.slug, label: named.name }];
    else reconciled.filters[choice] = undefined;
  }
  return reconciled;
}

const bySlug = { service: serviceBySlug, staff: staffBySlug, branch: branchBySlug };
