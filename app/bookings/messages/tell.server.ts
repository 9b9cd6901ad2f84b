import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { isTimeZone } from "#app/lib/time.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { isLive, type Booking } from "../booking.ts";
import { calendarEvent } from "../calendar-file.server.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";
import { factsOf } from "./facts.ts";
import { isTold, TOLD, type Happening } from "./told.ts";
import { wordsOf } from "./words.ts";

/** Tell whoever an appointment is for what happened to it, in the transaction in which it did. Called once for each line of its history. */
export function tellPeople(tx: Tx, app: App, bookingId: string, happening: Happening): void {
  if (!isTold(happening.action)) return;
  const row = selection(app.db).where(eq(bookings.id, bookingId)).get();
  if (!row) return;
  const company = readCompany(app.db);
  const found = onClocks(details(row), company.timeZone);
  const payload = {
    ...wordsOf(happening.action, happening, found, company),
    facts: factsOf(found, company, app.clock()),
    hasPrivateLink: true,
    linkText: isLive(found.status) ? "See, move or cancel it" : "See it",
    event: calendarEvent(found),
  };
  // Only Cal.com's own bookings have somebody else who could write.
  const isTheirs = app.farEnd.name === "calcom" && calcomSettings(app).customerMail === "calcom";
  const suppressed = isTheirs ? "Cal.com writes to customers: it is set so." : null;
  for (const recipient of recipientsOf(found)) enqueueMail(tx, app, { kind: happening.action, recipient, userId: found.userId, bookingId, payload, suppressed });
}

/**
 * The same for what the far end did unasked: one message however much of it changed, none about what is over. A place
 * that becomes known for the first time is no change, and what one writes to oneself there neither.
 */
export function tellOfSighting(tx: Tx, app: App, bookingId: string, lines: Omit<Happening, "actor">[], origin: { source: "calcom" | "import"; isRepair?: boolean }): void {
  const row = origin.source === "import" ? undefined : tx.select().from(bookings).where(eq(bookings.id, bookingId)).get();
  if (!row || row.startsAt <= app.clock()) return;
  const isNew = lines.some(({ action }) => action === "booked" || action === "requested");
  if (isNew && (origin.isRepair || !isLive(row.status))) return;
  const telling = lines.filter((line) => line.action !== "edited" || movesPlace(line.data)).sort((a, b) => rank(a.action) - rank(b.action))[0];
  if (telling) tellPeople(tx, app, bookingId, { ...telling, ...(telling.action === "edited" && { data: placeOnly(telling.data) }), actor: "system:calcom" });
}

/** A zone somebody elsewhere made up must not undo the change it came with. */
function onClocks(booking: BookingDetails, fallback: string): BookingDetails {
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

/** The one who comes, and the one whose account it is where that is somebody else. */
function recipientsOf({ attendeeEmail, user }: BookingDetails): (string | null)[] {
  const known = new Map([attendeeEmail, user?.email].flatMap((email) => (email ? [[email.toLowerCase(), email] as const] : [])));
  return known.size > 0 ? [...known.values()] : [null];
}
