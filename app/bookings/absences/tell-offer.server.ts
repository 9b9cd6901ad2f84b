import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { momentText, zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { withSealedLink } from "#app/notifications/one-time.server.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { contentFor } from "../messages/content.server.ts";
import { recipientsOf } from "../messages/recipients.server.ts";
import { onClocks } from "../messages/tell.server.ts";
import { textCustomer } from "../messages/text-customer.server.ts";
import { details, selection } from "../queries.server.ts";
import type { AbsenceRow } from "./absence.ts";

/**
 * Write to the customer, in the transaction of the event. Never left to Cal.com, even where that writes to customers:
 * it does not know of offers.
 *
 * @param token of the offer's link; null when there is nothing to choose
 */
export function tellOfOffer(tx: Tx, app: App, { bookingId, times, offerEndsAt, note }: AbsenceRow, kind: "offered" | "offer-withdrawn", token: string | null): void {
  const row = selection(app.db).where(eq(bookings.id, bookingId)).get();
  if (!row) return;
  const company = readCompany(app.db);
  const found = onClocks(details(row), company.timeZone);
  const moment = (ms: number) => `${momentText(ms, found.venueTimeZone, company.hourCycle)}, ${zoneText(found.venueTimeZone)}`;
  const link = token === null ? null : paths.offer(token);
  const happening = { action: kind, actor: "system:away", data: { reason: note, times: times.map(moment), until: moment(offerEndsAt!), link: link && (app.env.appUrl ?? "") + link } };
  textCustomer(tx, app, found, { kind, data: happening.data });
  for (const recipient of recipientsOf(app.db, found, happening).filter(({ role }) => role === "customer")) {
    const { hasPrivateLink, event: _, ...content } = contentFor(app, recipient, kind, found, happening);
    // Its calendar entry stays until something is chosen.
    const payload = link === null ? { ...content, hasPrivateLink } : withSealedLink(app, { ...content, link, linkText: "Choose a time" });
    enqueueMail(tx, app, { kind, recipient: recipient.email, userId: recipient.userId, bookingId, payload });
  }
}
