import { inArray } from "drizzle-orm";
import { calcomLinks } from "#db/schema/bookings.ts";
import { webhookDeliveries } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { listDeliveries } from "#app/bookings/sighting/deliveries.server.ts";
import { webhookRefusals } from "#app/bookings/sighting/refusals.server.ts";
import { shortMomentText } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";

const PER_PAGE = 50;

/** Webhooks that came in, newest first; `before` is the id the page before ended with. Their bodies hold no passwords. */
export function inboxPage(app: App, { outcome, before }: { outcome?: string; before?: number }) {
  const rows = listDeliveries(app, { outcome, before, limit: PER_PAGE + 1 });
  const shown = rows.slice(0, PER_PAGE);
  const bookingOf = bookingsOf(app, shown.flatMap(({ uid }) => uid ?? []));
  const { timeZone, hourCycle } = readCompany(app.db);
  return {
    deliveries: shown.map(({ id, event, uid, receivedAt, outcome, body }) => ({
      id,
      event,
      uid,
      bookingId: (uid && bookingOf.get(uid)) ?? null,
      at: shortMomentText(receivedAt, timeZone, hourCycle),
      outcome,
      meaning: MEANINGS[outcome] ?? "",
      body: indented(body),
    })),
    older: rows.length > PER_PAGE ? shown.at(-1)!.id : null,
    outcomes: app.db.selectDistinct({ outcome: webhookDeliveries.outcome }).from(webhookDeliveries).orderBy(webhookDeliveries.outcome).all().map((row) => row.outcome),
    refused: webhookRefusals(app.db)?.count ?? 0,
  };
}

const MEANINGS: Record<string, string> = {
  added: "An appointment was made here.",
  changed: "The appointment was changed here.",
  same: "All of it was known already.",
  noted: "Kept; the appointments stay as they are.",
  ignored: "It changes nothing here.",
  unusable: "It does not say what happened to which booking.",
};

function bookingsOf(app: App, uids: string[]): Map<string, string> {
  if (uids.length === 0) return new Map();
  const links = app.db.select({ uid: calcomLinks.uid, bookingId: calcomLinks.bookingId }).from(calcomLinks).where(inArray(calcomLinks.uid, uids)).all();
  return new Map(links.flatMap(({ uid, bookingId }) => (bookingId === null ? [] : [[uid, bookingId] as const])));
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
