import { createHmac } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tokens } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { hashToken, newId } from "#app/lib/tokens.server.ts";
import type { AbsenceRow } from "./absence.ts";
import { findRow, openOffer } from "./queries.server.ts";

/** An offer's link, derived from its row under APP_SECRET: the database alone, which holds only the hash, opens nothing. */
export function issueOfferLink(tx: Tx, app: Pick<App, "clock" | "random" | "env">, rowId: string): string {
  const token = derive(app, rowId);
  tx.insert(tokens).values({ id: newId(app.random), purpose: "offer", subject: rowId, hash: hashToken(token), createdAt: app.clock() }).onConflictDoNothing().run();
  return token;
}

/**
 * What a link offers; an offer that is over is returned too, and says so.
 *
 * @throws AppError not_found
 */
export function offerOf(app: App, token: string): AbsenceRow {
  const known = app.db.select({ subject: tokens.subject }).from(tokens).where(and(eq(tokens.hash, hashToken(token)), eq(tokens.purpose, "offer"))).get();
  const row = known && findRow(app, known.subject);
  if (!row) throw new AppError("not_found", "This link leads to no offer.");
  return row;
}

/** For the appointment's own page: the link of the offer that waits for an answer; null when none does. */
export function openOfferLink(app: App, bookingId: string): string | null {
  const row = openOffer(app, bookingId);
  return row && derive(app, row.id);
}

function derive({ env }: Pick<App, "env">, rowId: string): string {
  return createHmac("sha256", env.appSecret).update(`offer-link:${rowId}`).digest("base64url");
}
