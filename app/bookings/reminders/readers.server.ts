import { and, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { readPreferences, userIdOf } from "#app/notifications/preferences.server.ts";
import { DEFAULT_OFFSETS } from "#app/settings/reminder-times.ts";
import { smsNumberFor } from "#app/notifications/sms-consent.server.ts";
import { topicOf } from "#app/notifications/topics.ts";
import { readReminderOffsets } from "#app/settings/reminders.server.ts";
import { recipientsOf, type Recipient } from "../messages/recipients.server.ts";
import type { BookingDetails } from "../queries.server.ts";

export type ReminderKind = "reminder" | "staff-reminder";

/** Somebody who may be reminded, and when. */
export interface Reader extends Recipient {
  email: string;
  kind: ReminderKind;
  /** Minutes before. */
  offsets: number[];
}

export interface TextReader {
  userId: string;
  /** E.164. */
  number: string;
  offsets: number[];
}

/**
 * Who is reminded of an appointment: booker and attendee, and staff if they asked to be. Guests are not: they have it
 * in their calendar and no preferences of their own.
 */
export function readersOf(db: Db, details: BookingDetails): Reader[] {
  const everybody = recipientsOf(db, details, { action: "reminded", data: {}, actor: "system:reminders" });
  return everybody.flatMap((recipient) => {
    const { role, email } = recipient;
    if (email === null || (role !== "customer" && role !== "staff")) return [];
    const kind = role === "customer" ? "reminder" : "staff-reminder";
    return [{ ...recipient, email, kind, offsets: offsetsFor(db, kind, email, details) }];
  });
}

/** The reader's own times, otherwise the service's, otherwise the company's. The service's do not apply to staff. */
function offsetsFor(db: Db, kind: ReminderKind, email: string, { service }: BookingDetails): number[] {
  const userId = userIdOf(db, email);
  const choice = userId === null ? null : readPreferences(db, userId).topics[topicOf(kind)!];
  if (kind === "staff-reminder" && !choice?.mail) return [];
  return chosenOffsets(db, kind, choice?.offsetsMinutes ?? null, service);
}

/** Who is reminded by SMS: the customer, if they agreed to a number, at the times set by the appointment's account. */
export function textReaderOf(db: Db, { userId, attendeePhone, service }: BookingDetails): TextReader | null {
  const number = userId === null ? null : smsNumberFor(db, { userId, attendeePhone });
  if (userId === null || number === null) return null;
  return { userId, number, offsets: chosenOffsets(db, "reminder", readPreferences(db, userId).topics.reminder.offsetsMinutes, service) };
}

/**
 * Whether the owner of an address or number wants this reminder and has not had it yet. The ledger knows, even after
 * the clock was set back or the appointment was moved there and back.
 */
export function isStillToBeReminded(db: Db | Tx, { id, startsAt }: BookingDetails, { recipient, offsets }: { recipient: string; offsets: number[] }, offset: number): boolean {
  if (!offsets.includes(offset)) return false;
  const same = sql`${notifications.payload} ->> '$.reminder.startsAt' = ${startsAt} AND ${notifications.payload} ->> '$.reminder.offsetMinutes' = ${offset}`;
  return db.select({ id: notifications.id }).from(notifications).where(and(eq(notifications.bookingId, id), eq(notifications.recipient, recipient), same)).get() === undefined;
}

function chosenOffsets(db: Db, kind: ReminderKind, chosen: number[] | null, service: BookingDetails["service"]): number[] {
  return [...(chosen ?? (kind === "reminder" ? service?.reminderOffsetsMinutes : null) ?? readReminderOffsets(db) ?? DEFAULT_OFFSETS)];
}
