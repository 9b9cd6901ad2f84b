import { and, asc, eq, isNotNull, isNull, like, or, sql, type SQL } from "drizzle-orm";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { shortDateText } from "#app/lib/format.ts";
import { dateIn } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { PeopleFilters, Standing } from "./filters.ts";

export interface ListedPerson {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  standing: Standing;
  appointments: number;
  /** "14 Oct 2026", of the latest appointment, also one to come; null when there is none. */
  latest: string | null;
}

const PER_PAGE = 50;
const byName = sql`lower(${users.name})`;

/** One page of people by name; merged duplicates are not among them. */
export function listPeople(app: App, { q, standing, after }: PeopleFilters): { people: ListedPerson[]; next: string | null } {
  const { timeZone } = readCompany(app.db);
  const rows = app.db
    .select({
      ...{ id: users.id, name: users.name, email: users.email, phone: users.phone, role: users.role, blockedAt: users.blockedAt },
      hasPassword: sql<number>`${users.passwordHash} IS NOT NULL`,
      appointments: sql<number>`(SELECT count(*) FROM bookings b WHERE b.user_id = users.id)`,
      latestAt: sql<number | null>`(SELECT max(b.starts_at) FROM bookings b WHERE b.user_id = users.id)`,
    })
    .from(users)
    .where(and(isNull(users.mergedIntoId), q ? named(q) : undefined, standing && isOf(standing), after === undefined ? undefined : beyond(after)))
    .orderBy(asc(byName), asc(users.id))
    .limit(PER_PAGE + 1)
    .all();
  const page = rows.slice(0, PER_PAGE);
  const people = page.map(({ role, blockedAt, hasPassword, latestAt, ...person }) => ({
    ...person,
    standing: standingOf({ role, isBlocked: blockedAt !== null, hasPassword: hasPassword === 1 }),
    latest: latestAt === null ? null : shortDateText(dateIn(timeZone, latestAt)),
  }));
  return { people, next: rows.length > PER_PAGE ? page.at(-1)!.id : null };
}

export function standingOf({ role, isBlocked, hasPassword }: { role: Exclude<Standing, "guest" | "blocked">; isBlocked: boolean; hasPassword: boolean }): Standing {
  if (isBlocked) return "blocked";
  return role === "user" && !hasPassword ? "guest" : role;
}

function isOf(standing: Standing): SQL {
  if (standing === "blocked") return isNotNull(users.blockedAt);
  const role =
    standing === "guest"
      ? and(eq(users.role, "user"), isNull(users.passwordHash))
      : standing === "user"
      ? and(eq(users.role, "user"), isNotNull(users.passwordHash))
      : eq(users.role, standing as "admin");
  return and(isNull(users.blockedAt), role) as SQL;
}

/** Every word must match somewhere; phone numbers match in any spacing. */
function named(q: string): SQL {
  return and(...q.split(/\s+/).filter(Boolean).map(oneWord)) as SQL;
}

function oneWord(word: string): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  const digits = word.replace(/\D/g, "");
  const phone =
    digits.length >= 3 && /^[\d+()/.-]+$/.test(word)
      ? sql`replace(replace(replace(replace(replace(replace(${users.phone}, ' ', ''), '-', ''), '/', ''), '(', ''), ')', ''), '.', '') LIKE ${`%${digits}%`}`
      : undefined;
  return or(sql`${like(users.name, pattern)} ESCAPE '\\'`, sql`${like(users.email, pattern)} ESCAPE '\\'`, phone) as SQL;
}

/** After somebody who is gone comes nobody. */
function beyond(id: string): SQL {
  return sql`(${byName}, ${users.id}) > (SELECT lower(p.name), p.id FROM users p WHERE p.id = ${id})`;
}
