import { and, eq, or, sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import { addDays, startOfDate } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { AllFilters } from "./filters.ts";
import { idsNamed } from "./named.server.ts";
import { hasSource, hasStatus } from "./place.server.ts";
import { quoted } from "./search-words.ts";
import { foundWords, NO_MARK, type FoundWord } from "./found-words.server.ts";

/** A value, one of several, that a booking must have; `on` is the column of bookings_search that has its mark. */
export interface AskedValue {
  on: "user" | "staff" | "service" | "branch" | "source" | "status";
  column: SQLiteColumn;
  anyOf: string[];
  /** The same, as bookings_search (`three`) and booking_counts (`mark`) know them. */
  marks: Mark[];
  /** The same of a place, where places tell it. */
  told?: SQL;
}

interface Mark {
  mark: number;
  three: string;
}

/** What the filters ask of a booking. */
export interface Asked {
  /** What was typed is the reference or a uid of these: they alone are meant. */
  ids: string[] | null;
  /** null when no words are searched for. */
  words: FoundWord[] | null;
  values: AskedValue[];
  /** Words and values for bookings_search; null when neither is asked for. */
  match: string | null;
  /** The same in two: what is to be looked up in bookings_search, and what the places found tell by themselves. */
  counted: { match: string; told: SQL } | null;
  /** Of the start, half open, at whole minutes; UTC ms. */
  fromMs: number | null;
  untilMs: number | null;
}

/** A slug that names nothing is not asked for; a customer who is not there has no bookings. */
export function conditionsOf(db: Db, filters: AllFilters): Asked {
  const { user, status, source, from, to } = filters;
  const { timeZone } = readCompany(db);
  const ids = filters.q ? idsNamed(db, filters.q) : [];
  const words = ids.length > 0 ? null : foundWords(db, filters.q);
  const asked: (Omit<AskedValue, "marks"> | false | null | undefined)[] = [
    Boolean(user) && { on: "user", column: bookings.userId, anyOf: [userIdOf(db, user!) ?? ""] },
    named(db, "staff", staff, filters.staff, bookings.staffId),
    named(db, "service", services, filters.service, bookings.serviceId),
    named(db, "branch", branches, filters.branch, bookings.branchId),
    source && { on: "source", column: bookings.source, anyOf: [source], told: hasSource(source) },
    status.length > 0 && { on: "status", column: bookings.status, anyOf: status, told: hasStatus(status) },
  ];
  const values = asked.flatMap((value) => (value ? [{ ...value, marks: marksOf(db, value.anyOf) }] : []));
  const parts = [...(words ?? []), ...values.map(({ on, marks, told }) => ({ match: `(${marks.map(({ three }) => `${on}:${quoted(three)}`).join(" OR ")})`, told }))];
  return {
    ids: ids.length > 0 ? ids : null,
    words,
    values,
    match: parts.length > 0 ? parts.map(({ match }) => match).join(" AND ") : null,
    counted: inTwo(parts),
    fromMs: from ? startOfDate(timeZone, from) : null,
    untilMs: to ? startOfDate(timeZone, addDays(to, 1)) : null,
  };
}

function named(db: Db, on: "staff" | "service" | "branch", table: typeof staff | typeof services | typeof branches, asked: string | undefined, column: SQLiteColumn): Omit<AskedValue, "marks"> | null {
  const found = asked && db.select({ id: table.id }).from(table).where(or(eq(table.slug, asked), eq(table.id, asked))).get();
  return found ? { on, column, anyOf: [found.id] } : null;
}

function userIdOf(db: Db, asked: string): string | undefined {
  return db.select({ id: users.id }).from(users).where(or(eq(users.id, asked), eq(users.email, asked.toLowerCase()))).get()?.id;
}

/** Something is always looked up. */
function inTwo(parts: { match: string; told?: SQL }[]): Asked["counted"] {
  const untold = parts.filter(({ told }) => told === undefined);
  const lookedUp = untold.length > 0 ? untold : parts.slice(0, 1);
  const told = parts.filter((part) => !lookedUp.includes(part)).flatMap((part) => part.told ?? []);
  return told.length > 0 ? { match: lookedUp.map(({ match }) => match).join(" AND "), told: and(...told)! } : null;
}

function marksOf(db: Db, values: string[]): Mark[] {
  return values.map((value) => db.get<Mark | undefined>(sql`select mark, three from marked_values where value = ${value}`) ?? { mark: -1, three: NO_MARK });
}
