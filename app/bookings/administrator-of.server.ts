import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { Viewer } from "#app/auth/viewer.ts";

/** Whoever started a job, if they still are an administrator: a job must not outlive the right to run it. */
export function administratorOf(db: Db, userId: string): Viewer | null {
  const found = db.select({ name: users.name, role: users.role, blockedAt: users.blockedAt }).from(users).where(eq(users.id, userId)).get();
  return found?.role === "admin" && found.blockedAt === null ? { kind: "admin", userId, name: found.name } : null;
}
