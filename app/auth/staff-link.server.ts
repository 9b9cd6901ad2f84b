import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import { recordEvent, type AuditEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import { endFeed } from "./feed-tokens.server.ts";

interface Deps {
  clock: Clock;
  random: Random;
}

type By = Pick<AuditEvent, "actor" | "source" | "correlationId">;

/** For queries of `users`: the catalogue id of a staff member; null for everybody else and for people who left the catalogue. */
export const activeStaffId = sql<string | null>`(select ${staff.id} from ${staff} where ${users.role} = 'staff' and ${staff.userId} = ${users.id} and ${staff.active} = 1)`;

/**
 * Let an account see and manage the bookings of somebody in the catalogue. An administrator stays one; an account
 * linked before loses the staff role. Takes effect with the next request. Idempotent.
 *
 * @throws AppError not_found; conflict for an account that is blocked or linked to another person
 */
export function linkStaffAccount(tx: Tx, deps: Deps, by: By, { staffId, userId }: { staffId: string; userId: string }): void {
  const person = personOf(tx, staffId);
  const user = tx.select().from(users).where(eq(users.id, userId)).get();
  if (!user) throw new AppError("not_found", "There is no such account.");
  if (person.userId === userId) return;
  if (user.blockedAt !== null) throw new AppError("conflict", "This account is blocked.");
  const other = tx.select({ name: staff.name }).from(staff).where(eq(staff.userId, userId)).get();
  if (other) throw new AppError("conflict", `This account is ${other.name}’s already.`);
  unlinkStaffAccount(tx, deps, by, staffId);
  tx.update(staff).set({ userId }).where(eq(staff.id, staffId)).run();
  if (user.role === "user") tx.update(users).set({ role: "staff", updatedAt: deps.clock() }).where(eq(users.id, userId)).run();
  recordEvent(tx, deps, { ...by, subjectType: "user", subjectId: userId, action: "given a staff sign-in", data: { staffId, name: person.name } });
}

/**
 * Undo the link, and end its calendar feed: the account becomes a customer's again; an administrator stays one.
 * @throws AppError not_found
 */
export function unlinkStaffAccount(tx: Tx, deps: Deps, by: By, staffId: string): void {
  const { userId, name } = personOf(tx, staffId);
  if (userId === null) return;
  tx.update(staff).set({ userId: null }).where(eq(staff.id, staffId)).run();
  endFeed(tx, deps.clock(), { kind: "staff", id: staffId });
  tx.update(users).set({ role: sql`case ${users.role} when 'staff' then 'user' else ${users.role} end`, updatedAt: deps.clock() }).where(eq(users.id, userId)).run();
  recordEvent(tx, deps, { ...by, subjectType: "user", subjectId: userId, action: "lost a staff sign-in", data: { staffId, name } });
}

function personOf(tx: Tx, staffId: string): { userId: string | null; name: string } {
  const person = tx.select({ userId: staff.userId, name: staff.name }).from(staff).where(eq(staff.id, staffId)).get();
  if (!person) throw new AppError("not_found", "There is no such person.");
  return person;
}
