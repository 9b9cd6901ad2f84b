import { and, count, eq, isNull } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { staff } from "#db/schema/catalog.ts";
import { apiTokens, notificationPreferences, users } from "#db/schema/people.ts";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { endFeed } from "#app/auth/feed-tokens.server.ts";
import { accountMail } from "#app/auth/account-mails.server.ts";
import { revokeLinks } from "#app/auth/links.server.ts";
import { closeSessionsOf } from "#app/auth/sessions.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { passConsents } from "#app/notifications/sms-consent.server.ts";
import type { By } from "./block.server.ts";
import { findByAddress, type Duplicate } from "./duplicates.server.ts";
import { findPerson, type PersonRow } from "./find.server.ts";

/**
 * Merge two rows of one person. Appointments and messages of the duplicate move over; its address resolves to the other
 * from now on, also for later bookings; its password, sessions and tokens end.
 *
 * @throws AppError not_found; conflict where the duplicate works here
 */
export function mergePeople(app: App, by: By, keptId: string, duplicateId: string): { appointments: number } {
  if (keptId === duplicateId) throw new AppError("conflict", "That is the same person already.");
  return writing(app.db, (tx) => {
    const [kept, duplicate] = [findPerson(tx, keptId), findPerson(tx, duplicateId)];
    if (duplicate.role !== "user" || tx.select().from(staff).where(eq(staff.userId, duplicateId)).get()) {
      throw new AppError("conflict", `${duplicate.name} works here. Keep that one, and merge the other into it.`);
    }
    const nowMs = app.clock();
    const moved = tx.update(bookings).set({ userId: keptId }).where(eq(bookings.userId, duplicateId)).returning({ id: bookings.id }).all();
    tx.update(notifications).set({ userId: keptId }).where(eq(notifications.userId, duplicateId)).run();
    passConsents(tx, duplicateId, keptId);
    endAccount(tx, duplicate, nowMs);
    tx.update(users).set({ mergedIntoId: keptId, passwordHash: null, updatedAt: nowMs }).where(eq(users.id, duplicateId)).run();
    // Earlier merges into the duplicate now point to the same person.
    tx.update(users).set({ mergedIntoId: keptId }).where(eq(users.mergedIntoId, duplicateId)).run();
    tx.update(users).set({ phone: kept.phone ?? duplicate.phone, timeZone: kept.timeZone ?? duplicate.timeZone, updatedAt: Math.max(nowMs, kept.updatedAt + 1) }).where(eq(users.id, keptId)).run();
    const data = { duplicate: { id: duplicateId, name: duplicate.name, email: duplicate.email, phone: duplicate.phone }, appointments: moved.map(({ id }) => id) };
    recordEvent(tx, app, { subjectType: "user", subjectId: keptId, actor: actorOf(by.viewer), source: "admin", action: "merged with a duplicate", correlationId: by.correlationId, data });
    tellBoth(tx, app, kept, duplicate);
    return { appointments: moved.length };
  });
}

/** Account holders get a mail without the other's address: they may be two people because of a mistake. */
function tellBoth(tx: Tx, app: App, kept: PersonRow, duplicate: PersonRow): void {
  if (duplicate.passwordHash) enqueueMail(tx, app, { recipient: duplicate.email, userId: kept.id, ...accountMail(app, "merged-left") });
  if (kept.passwordHash) enqueueMail(tx, app, { recipient: kept.email, userId: kept.id, ...accountMail(app, "merged-kept") });
}

function endAccount(tx: Tx, { id, email }: PersonRow, nowMs: number): void {
  closeSessionsOf(tx, id);
  revokeLinks(tx, { userId: id, email }, nowMs);
  endFeed(tx, nowMs, { kind: "user", id });
  tx.delete(notificationPreferences).where(eq(notificationPreferences.userId, id)).run();
  tx.update(apiTokens).set({ revokedAt: nowMs }).where(and(eq(apiTokens.userId, id), isNull(apiTokens.revokedAt))).run();
}

/** The two beside each other, before anything is merged. `duplicate` is null when nobody was meant. */
export function mergePage(app: App, keptId: string, asked: { with?: string; email?: string }) {
  const kept = findPerson(app.db, keptId);
  const other = asked.with !== undefined ? findPerson(app.db, asked.with) : findByAddress(app.db, asked.email ?? "");
  const duplicate = other && other.id !== keptId ? other : null;
  const shown = ({ id, name, email, phone }: Duplicate): Duplicate => ({ id, name, email, phone });
  const appointments = duplicate ? app.db.select({ n: count() }).from(bookings).where(eq(bookings.userId, duplicate.id)).get()!.n : 0;
  return { kept: shown(kept), duplicate: duplicate && shown(duplicate), appointments };
}
