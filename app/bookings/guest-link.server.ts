import { createHmac } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { operations } from "#db/schema/bookings.ts";
import { tokens } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { askedBy } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { hashToken, newId } from "#app/lib/tokens.server.ts";
import { getBooking } from "./queries.server.ts";

/**
 * A booking's private link. The token is derived from a row's id under APP_SECRET, so the page and later
 * messages can write the link again, while the database alone, which holds only its hash, opens nothing.
 */
export function guestLink(app: App, bookingId: string): string {
  return knownGuestLink(app, bookingId) ?? writing(app.db, (tx) => issueGuestLink(tx, app, bookingId));
}

/** The same, without creating one. */
export function knownGuestLink(app: App, bookingId: string): string | null {
  const known = statements(app.db).current.get({ bookingId });
  return known ? derive(app, known.id) : null;
}

export function issueGuestLink(tx: Tx, app: Pick<App, "clock" | "random" | "env">, bookingId: string): string {
  const id = newId(app.random);
  const token = derive(app, id);
  tx.insert(tokens).values({ id, purpose: "booking", subject: bookingId, hash: hashToken(token), createdAt: app.clock() }).run();
  return token;
}

/**
 * The viewer that a private link stands for.
 *
 * @throws AppError not_found for a token that is unknown or revoked, or whose booking the far end refused
 */
export function guestOf(app: App, token: string): Viewer & { kind: "guest" } {
  const row = statements(app.db).byHash.get({ hash: hashToken(token) });
  if (!row) throw new AppError("not_found", "This link leads to no appointment. It may have been replaced by a newer one.");
  if (wasRefused(app, row.subject)) {
    throw new AppError("not_found", "This appointment could not be booked: the time was no longer free. Nothing was kept; please choose another time.");
  }
  return { kind: "guest", bookingId: row.subject };
}

/** Revoke the existing links and create a new one, for a link that went to the wrong person. */
export function renewGuestLink(app: App, viewer: Viewer, bookingId: string): string {
  const { id } = getBooking(app, viewer, bookingId);
  return writing(app.db, (tx) => {
    const nowMs = app.clock();
    tx.update(tokens).set({ revokedAt: nowMs }).where(and(eq(tokens.purpose, "booking"), eq(tokens.subject, id), isNull(tokens.revokedAt))).run();
    recordEvent(tx, app, { subjectType: "booking", subjectId: id, ...askedBy(viewer), action: "link renewed" });
    return issueGuestLink(tx, app, id);
  });
}

function derive(app: Pick<App, "env">, id: string): string {
  return createHmac("sha256", app.env.appSecret).update(`booking-link:${id}`).digest("base64url");
}

function wasRefused(app: App, bookingId: string): boolean {
  return statements(app.db).refused.get({ bookingId }) !== undefined;
}

const p = sql.placeholder;

const statements = prepared((db) => ({
  current: db
    .select({ id: tokens.id })
    .from(tokens)
    .where(and(eq(tokens.purpose, "booking"), eq(tokens.subject, p("bookingId")), isNull(tokens.revokedAt)))
    .orderBy(desc(tokens.createdAt))
    .limit(1)
    .prepare(),
  byHash: db
    .select({ subject: tokens.subject })
    .from(tokens)
    .where(and(eq(tokens.hash, p("hash")), eq(tokens.purpose, "booking"), isNull(tokens.revokedAt)))
    .prepare(),
  refused: db
    .select({ id: operations.id })
    .from(operations)
    .where(and(eq(operations.bookingId, p("bookingId")), eq(operations.kind, "create"), eq(operations.state, "refused")))
    .prepare(),
}));
