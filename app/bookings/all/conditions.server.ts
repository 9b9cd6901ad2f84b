import { eq, or, sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import { addDays, startOfDate } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { AllFilters } from "./filters.ts";
import { searchExpression } from "./search-words.ts";

/** One thing asked of a booking, in the table's own columns, and the index that has such bookings in the order of their start. */
export interface Condition {
  on: "search" | "user" | "staff" | "service" | "branch" | "source" | "status" | "dates";
  holds: SQL;
  index: string | null;
}

/** What the filters ask for. A slug that names nothing is not asked for; a customer who is not there has no bookings. */
export function conditionsOf(db: Db, filters: AllFilters): Condition[] {
  const { user, status, source, from, to } = filters;
  const match = searchExpression(filters.q);
  const { timeZone } = readCompany(db);
  const asked: (Condition | false | null | undefined)[] = [
    match !== null && { on: "search", holds: sql`bookings_search match ${match}`, index: null },
    user ? is("user", bookings.userId, userIdOf(db, user) ?? "") : null,
    named(db, "staff", staff, filters.staff, bookings.staffId),
    named(db, "service", services, filters.service, bookings.serviceId),
    named(db, "branch", branches, filters.branch, bookings.branchId),
    source && is("source", bookings.source, source),
    status.length === 1 && is("status", bookings.status, status[0]!),
    status.length > 1 && { on: "status", holds: sql`${bookings.status} in ${status}`, index: null },
    Boolean(from ?? to) && { on: "dates", holds: between(from && startOfDate(timeZone, from), to && startOfDate(timeZone, addDays(to, 1))), index: "bookings_start" },
  ];
  return asked.filter((condition): condition is Condition => Boolean(condition));
}

function between(fromMs: number | "" | undefined, untilMs: number | "" | undefined): SQL {
  const parts = [typeof fromMs === "number" && sql`${bookings.startsAt} >= ${fromMs}`, typeof untilMs === "number" && sql`${bookings.startsAt} < ${untilMs}`];
  return sql.join(parts.filter((part) => part !== false), sql` and `);
}

function is(on: Exclude<Condition["on"], "search" | "dates">, column: SQLiteColumn, value: string): Condition {
  return { on, holds: sql`${column} = ${value}`, index: `bookings_${on}` };
}

function named(db: Db, on: "staff" | "service" | "branch", table: typeof staff | typeof services | typeof branches, asked: string | undefined, column: SQLiteColumn): Condition | null {
  const found = asked && db.select({ id: table.id }).from(table).where(or(eq(table.slug, asked), eq(table.id, asked))).get();
  return found ? is(on, column, found.id) : null;
}

function userIdOf(db: Db, asked: string): string | undefined {
  return db.select({ id: users.id }).from(users).where(or(eq(users.id, asked), eq(users.email, asked.toLowerCase()))).get()?.id;
}
