import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { isTimeZone } from "#app/lib/time.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import type { MessageKind } from "#app/notifications/wording/kinds.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { isLive, type Booking } from "../booking.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";
import { contentFor } from "./content.server.ts";
import { recipientsOf, type Recipient, type Role } from "./recipients.server.ts";
import { textCustomer } from "./text-customer.server.ts";
import { isTold, kindFor, TOLD, type Happening, type Told } from "./happening.ts";

const EVERYBODY: readonly Role[] = ["customer", "guest", "staff", "former"];

/**
 * Notify everybody an appointment concerns (customer, guests, staff) of what happened, in the same transaction. Called
 * once per history entry.
 */
export function tellPeople(tx: Tx, app: App, bookingId: string, happening: Happening, roles = EVERYBODY): void {
  const { action } = happening;
  if (!isTold(action)) return;
  const row = selection(app.db).where(eq(bookings.id, bookingId)).get();
  if (!row) return;
  const found = onClocks(details(row), readCompany(app.db).timeZone);
  const { text, mails } = messagesToSend(app.db, found, { ...happening, action }, roles);
  if (text) textCustomer(tx, app, found, { kind: text, data: happening.data, suppressed: whoElseWritesTo(app, "customer") });
  for (const { recipient, kind } of mails) {
    enqueueMail(tx, app, {
      kind,
      recipient: recipient.email,
      userId: recipient.userId,
      bookingId,
      payload: contentFor(app, recipient, kind, found, happening),
      suppressed: whoElseWritesTo(app, recipient.role),
    });
  }
}

/** Whether any message about an appointment was written. */
export function isToldOf(tx: Tx, bookingId: string): boolean {
  return tx.select({ id: notifications.id }).from(notifications).where(eq(notifications.bookingId, bookingId)).limit(1).get() !== undefined;
}

/** The messages and their recipients; `text` is what the customer would get by SMS. */
export function messagesToSend(
  db: Db,
  found: BookingDetails,
  happening: Happening & { action: Told },
  roles = EVERYBODY,
): { text: MessageKind | null; mails: { recipient: Recipient; kind: MessageKind }[] } {
  const kindOf = (reader: Pick<Recipient, "role" | "isNew">) => (roles.includes(reader.role) ? kindFor(reader, happening.action, happening, found) : null);
  const mails = recipientsOf(db, found, happening).flatMap((recipient) => {
    const kind = kindOf(recipient);
    return kind ? [{ recipient, kind }] : [];
  });
  return { text: kindOf({ role: "customer" }), mails };
}

/**
 * The same for changes made at the far end: one message however much changed, none about past appointments. Of
 * edits only a changed location is announced, and not one that becomes known for the first time.
 */
export function tellOfSighting(tx: Tx, app: App, bookingId: string, lines: Omit<Happening, "actor">[], origin: { source: "calcom" | "import"; isRepair?: boolean }): void {
  const row = origin.source === "import" ? undefined : tx.select().from(bookings).where(eq(bookings.id, bookingId)).get();
  if (!row || row.startsAt <= app.clock()) return;
  const isNew = lines.some(({ action }) => action === "booked" || action === "requested");
  if (isNew && (origin.isRepair || !isLive(row.status))) return;
  const telling = lines.filter((line) => line.action !== "edited" || movesPlace(line.data)).sort((a, b) => rank(a.action) - rank(b.action))[0];
  if (!telling) return;
  const actor = "system:calcom";
  const passed = isLive(row.status) && telling.action !== "reassigned" ? lines.find(({ action }) => action === "reassigned") : undefined;
  const data = telling.action === "edited" ? placeOnly(telling.data) : telling.data;
  tellPeople(tx, app, bookingId, { ...telling, data, actor }, passed ? ["customer", "guest"] : EVERYBODY);
  // The new person never knew the old time, and the previous one is told that it is gone.
  if (passed) tellPeople(tx, app, bookingId, { ...passed, actor }, ["staff", "former"]);
}

/** With Cal.com, Cal.com may be the one who writes to customers and guests; staff are always notified by us. */
export function whoElseWritesTo(app: App, role: Role): string | null {
  const isTheirs = (role === "customer" || role === "guest") && app.farEnd.name === "calcom" && calcomSettings(app).customerMail === "calcom";
  return isTheirs ? "Not sent from here: Cal.com writes to customers." : null;
}

/** An invalid time zone from elsewhere must not make the change fail. */
export function onClocks(booking: BookingDetails, fallback: string): BookingDetails {
  const venueTimeZone = isTimeZone(booking.venueTimeZone) ? booking.venueTimeZone : fallback;
  return { ...booking, venueTimeZone, timeZone: isTimeZone(booking.timeZone) ? booking.timeZone : venueTimeZone };
}

const PLACE = ["location", "meetingUrl"] as const satisfies (keyof Booking)[];

function movesPlace({ before }: Record<string, unknown>): boolean {
  return PLACE.some((field) => typeof (before as Partial<Booking> | undefined)?.[field] === "string");
}

function placeOnly(data: Record<string, unknown>): Record<string, unknown> {
  const pick = (row: unknown) => Object.fromEntries(PLACE.flatMap((field) => (row && typeof row === "object" && field in row ? [[field, (row as Partial<Booking>)[field]]] : [])));
  return { before: pick(data.before), after: pick(data.after) };
}

const rank = (action: string) => (isTold(action) ? TOLD.indexOf(action) : TOLD.length);
