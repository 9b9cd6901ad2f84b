import { count, lte } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { insertAccount } from "#app/auth/accounts.server.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import { hashPassword } from "#app/auth/password.server.ts";
import { linkStaffAccount } from "#app/auth/staff-link.server.ts";
import { dateIn, DAY_MS, startOfDate, type Clock } from "#app/lib/time.ts";
import { writeCompany } from "#app/settings/company.server.ts";
import { isDemo, markDemo } from "#app/settings/demo.server.ts";
import { writing, type Db, type Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { reminders } from "#db/schema/reminders.ts";
import { seedCatalogue, type SeedDeps } from "./catalogue.server.ts";
import { createChance } from "./chance.ts";
import { administrator, customers, demoCustomer, staffMember, type SeedCustomer } from "./customers.ts";
import { planBookings } from "./plan.ts";
import { company } from "./practice.ts";
import { writeBooking, type Booker } from "./write-booking.server.ts";

export const DEMO_PASSWORD = "frontdesk-demo";

/** When the practice began to use Frontdesk: before its first booking. */
const OPENED_DAYS_AGO = 90;

/**
 * A small practice with a past and a future, the same in every new database of one day: only the salts of the
 * passwords differ, and what is still to be reminded of. Does nothing where it was done before; two processes may try at once.
 *
 * @throws Error on a database with people of its own
 */
export async function seedDemo({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  if (isDemo(db)) return;
  const passwords = { customer: await hashPassword(DEMO_PASSWORD), administrator: await hashPassword(DEMO_PASSWORD), staff: await hashPassword(DEMO_PASSWORD) };
  writing(db, (tx) => {
    if (isDemo(tx)) return;
    if (tx.select({ n: count() }).from(users).get()!.n > 0) throw new Error("This database has people of its own; the demo needs one to itself.");
    fill(tx, db, dateIn(company.timeZone, clock()), passwords);
    leaveReminded(tx, clock());
  });
}

function fill(tx: Tx, db: Db, today: string, passwords: Record<"customer" | "administrator" | "staff", string>): void {
  const chance = createChance(20_260_301);
  const todayMs = startOfDate(company.timeZone, today);
  const openedMs = todayMs - OPENED_DAYS_AGO * DAY_MS;
  const deps: SeedDeps = { db, clock: () => openedMs, random: chance.bytes };
  markDemo(tx, openedMs);
  writeCompany(tx, company, openedMs);
  const offerings = seedCatalogue(tx, deps);
  const administratorId = insertAccount(tx, { ...administrator, role: "admin", passwordHash: passwords.administrator }, openedMs, chance.bytes);
  const demoId = insertAccount(tx, { ...demoCustomer, role: "user", passwordHash: passwords.customer }, openedMs, chance.bytes);
  const staffUserId = insertAccount(tx, { ...staffMember, role: "user", passwordHash: passwords.staff }, openedMs, chance.bytes);
  const { staff } = offerings.find((offering) => offering.staff.email === staffMember.email)!;
  linkStaffAccount(tx, deps, { actor: `admin:${administratorId}`, source: "admin" }, { staffId: staff.id, userId: staffUserId });
  const bookers = new Map<SeedCustomer, Booker>([[demoCustomer, { ...demoCustomer, userId: demoId, actor: `user:${demoId}` }]]);
  for (const customer of customers) {
    if (customer !== demoCustomer) bookers.set(customer, { ...customer, userId: findOrCreateGuest(tx, customer, openedMs, chance.bytes), actor: "guest" });
  }
  planBookings(chance, { today, timeZone: company.timeZone, offerings })
    .flatMap((plan) => writeBooking(tx, deps, plan, bookers.get(plan.customer)!, `admin:${administratorId}`))
    .sort((a, b) => a.at! - b.at!)
    .forEach((event) => recordEvent(tx, deps, event));
}

/** Reminders due before the database existed are not recorded as missed. */
function leaveReminded(tx: Tx, nowMs: number): void {
  tx.delete(reminders).where(lte(reminders.startsAt, nowMs)).run();
  tx.update(reminders).set({ doneUntil: nowMs }).run();
}
