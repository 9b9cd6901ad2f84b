import { and, asc, eq, exists, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { serviceStaff, staff } from "#db/schema/catalog.ts";
import type { Person } from "./model.ts";

/** Whoever takes appointments: at a branch, or anywhere. */
export function peopleAt(db: Db, branchId?: string): Person[] {
  const isThere = branchId
    ? exists(
        db
          .select({ one: sql`1` })
          .from(serviceStaff)
          .where(and(eq(serviceStaff.staffId, staff.id), eq(serviceStaff.branchId, branchId), eq(serviceStaff.active, true))),
      )
    : undefined;
  return db.select().from(staff).where(and(eq(staff.active, true), isThere)).orderBy(asc(staff.position), asc(staff.name)).all();
}
