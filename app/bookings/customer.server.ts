import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { newId } from "#app/lib/tokens.server.ts";
import type { BookRequest } from "./book.server.ts";

type Deps = Pick<App, "clock" | "random">;

/**
 * Whose booking it is: the signed-in person's, otherwise that of the person with this e-mail. Administrators book for
 * the person they name.
 */
export function customerId(tx: Tx, app: Deps, viewer: Viewer | null, { attendee, customerId: chosen }: Pick<BookRequest, "attendee" | "customerId">): string {
  if (viewer?.kind === "user" || viewer?.kind === "staff") return viewer.userId;
  if (viewer?.kind === "admin" && chosen !== undefined) return knownId(tx, chosen);
  const { name, email, phone } = attendee;
  if (email === undefined) return findOrCreateCaller(tx, app, { name, phone: phone ?? "" });
  const id = findOrCreateGuest(tx, { name, email, phone }, app.clock(), app.random);
  if (viewer === null) assertWelcome(tx, id);
  return id;
}

function knownId(tx: Tx, id: string): string {
  const known = tx.select({ id: users.id, mergedIntoId: users.mergedIntoId }).from(users).where(eq(users.id, id)).get();
  if (!known) throw new AppError("invalid", "This customer is not there any more. Please choose again.", { fields: { q: "Please choose the customer again." } });
  return known.mergedIntoId ?? known.id;
}

/** Somebody without an e-mail is identified by name and number together, since a family may share a number. */
function findOrCreateCaller(tx: Tx, app: Deps, { name, phone }: { name: string; phone: string }): string {
  const sameName = and(isNull(users.email), isNull(users.mergedIntoId), or(eq(users.name, name), sql`lower(${users.name}) = ${name.toLowerCase()}`));
  const known = tx.select({ id: users.id, phone: users.phone }).from(users).where(sameName).all().find((person) => phoneNumber(person.phone ?? "") === phoneNumber(phone));
  if (known) return known.id;
  const [id, nowMs] = [newId(app.random), app.clock()];
  tx.insert(users).values({ id, name, phone, createdAt: nowMs, updatedAt: nowMs }).run();
  return id;
}

/** A blocked person cannot book as a guest with their address either; the desk still can for them. */
function assertWelcome(tx: Tx, id: string): void {
  const person = tx.select({ blockedAt: users.blockedAt }).from(users).where(eq(users.id, id)).get();
  if (person?.blockedAt)
    throw new AppError("conflict", "We cannot take this booking online. Please call us.", {
      atDesk: "This customer is blocked. Book for them at the desk.",
      cause: { code: "blocked" },
    });
}
