import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { AppError } from "#app/lib/errors.ts";

export type PersonRow = typeof users.$inferSelect;

/** @throws AppError not_found, also for a duplicate that was merged */
export function findPerson(db: Db | Tx, id: string): PersonRow {
  const row = db.select().from(users).where(eq(users.id, id)).get();
  if (!row || row.mergedIntoId !== null) throw new AppError("not_found", "There is no such person.");
  return row;
}
