import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { PersonRow } from "./find.server.ts";

export type Duplicate = Pick<PersonRow, "id" | "name" | "email" | "phone">;

const MOST = 5;

/** Possible duplicates: the same name, or the same phone number in any spacing. */
export function likelyDuplicates(db: Db, { id, name, phone }: PersonRow): Duplicate[] {
  const digits = phone?.replace(/\D/g, "") ?? "";
  const samePhone =
    digits.length >= 7
      ? sql`replace(replace(replace(replace(replace(replace(replace(${users.phone}, ' ', ''), '-', ''), '/', ''), '(', ''), ')', ''), '.', ''), '+', '') = ${digits}`
      : undefined;
  return db
    .select({ id: users.id, name: users.name, email: users.email, phone: users.phone })
    .from(users)
    .where(and(ne(users.id, id), isNull(users.mergedIntoId), or(sql`lower(${users.name}) = lower(${name})`, samePhone)))
    .orderBy(users.name)
    .limit(MOST)
    .all();
}

/** Finds a person by exact e-mail address. */
export function findByAddress(db: Db, email: string): Duplicate | null {
  return (
    db
      .select({ id: users.id, name: users.name, email: users.email, phone: users.phone })
      .from(users)
      .where(and(eq(users.email, email.trim().toLowerCase()), isNull(users.mergedIntoId)))
      .get() ?? null
  );
}
