import { and, eq, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { smsConsents, smsStops, users } from "#db/schema/people.ts";
import { phoneNumber } from "#app/lib/phone.ts";

/**
 * Record somebody's consent to texts at a number. After STOP, only START from that number resumes texts.
 * @returns false for what is no number
 */
export function optInSms(tx: Tx, { userId, phone, nowMs }: { userId: string; phone: string; nowMs: number }): boolean {
  const number = phoneNumber(phone);
  if (number === null) return false;
  tx.insert(smsConsents).values({ userId, phone: number, givenAt: nowMs }).onConflictDoNothing().run();
  return true;
}

/** Withdraw consent; a number's own STOP stays. */
export function optOutSms(tx: Tx, userId: string): void {
  tx.delete(smsConsents).where(eq(smsConsents.userId, userId)).run();
}

/** Transfer consents when two rows are merged into one person. */
export function passConsents(tx: Tx, fromId: string, toId: string): void {
  for (const { phone, givenAt } of tx.select().from(smsConsents).where(eq(smsConsents.userId, fromId)).all()) optInSms(tx, { userId: toId, phone, nowMs: givenAt });
  optOutSms(tx, fromId);
}

/** The number sent STOP: consents for it no longer count. */
export function stopSms(tx: Tx, phone: string, nowMs: number): void {
  const number = phoneNumber(phone);
  if (number) tx.insert(smsStops).values({ phone: number, stoppedAt: nowMs }).onConflictDoNothing().run();
}

/** The number sent START. */
export function resumeSms(tx: Tx, phone: string): void {
  const number = phoneNumber(phone);
  if (number) tx.delete(smsStops).where(eq(smsStops.phone, number)).run();
}

/** The number to text about an appointment: its own, if consented to, otherwise that of the account. null: none. */
export function smsNumberFor(db: Db | Tx, { userId, attendeePhone }: { userId: string; attendeePhone: string | null }): string | null {
  const own = db.select({ phone: users.phone }).from(users).where(eq(users.id, userId)).get()?.phone ?? null;
  const numbers = [attendeePhone, own].flatMap((text) => (text === null ? [] : [phoneNumber(text)]));
  return numbers.find((number) => number !== null && isAgreed(db, userId, number)) ?? null;
}

export function isAgreed(db: Db | Tx, userId: string, phone: string): boolean {
  const agreed = db
    .select({ phone: smsConsents.phone })
    .from(smsConsents)
    .leftJoin(smsStops, eq(smsStops.phone, smsConsents.phone))
    .where(and(eq(smsConsents.userId, userId), eq(smsConsents.phone, phone), isNull(smsStops.phone)))
    .get();
  return agreed !== undefined;
}

/** Whether the number sent STOP, and no START since. */
export function isStopped(db: Db | Tx, phone: string): boolean {
  return db.select({ phone: smsStops.phone }).from(smsStops).where(eq(smsStops.phone, phone)).get() !== undefined;
}
