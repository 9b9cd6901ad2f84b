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
 * Who is reminded of an appointment: who booked it and who comes, and whoever takes it if they asked to be. Guests who
 * come along have it in their calendar, and no say of their own in what they are sent.
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

/** What the reader chose, else what the service says, else the company. Whoever takes appointments is not bound to the service's. */
function offsetsFor(db: Db, kind: ReminderKind, email: string, { service }: BookingDetails): number[] {
  const userId = userIdOf(db, email);
  const choice = userId === null ? null : readPreferences(db, userId).topics[topicOf(kind)!];
  if (kind === "staff-reminder" && !choice?.mail) return [];
  return chosenOffsets(db, kind, choice?.offsetsMinutes ?? null, service);
}

/** Who is reminded by SMS: the customer, where they agreed to a number. The account the appointment belongs to says when. */
export function textReaderOf(db: Db, { userId, attendeePhone, service }: BookingDetails): TextReader | null {
  const number = userId === null ? null : smsNumberFor(db, { userId, attendeePhone });
  if (userId === null || number === null) return null;
  return { userId, number, offsets: chosenOffsets(db, "reminder", readPreferences(db, userId).topics.reminder.offsetsMinutes, service) };
}

/** Whether one who reads at an address or a number wants this reminder, and has not had it: after a clock that was set back, or a move there and back again, the ledger knows. */
export function isStillToBeReminded(db: Db | Tx, { id, startsAt }: BookingDetails, { recipient, offsets }: { recipient: string; offsets: number[] }, offset: number): boolean {
  if (!offsets.includes(offset)) return false;
  const same = sql`${notifications.payload} ->> '$.reminder.startsAt' = ${startsAt} AND ${notifications.payload} ->> '$.reminder.offsetMinutes' = ${offset}`;
  return db.select({ id: notifications.id }).from(notifications).where(and(eq(notifications.bookingId, id), eq(notifications.recipient, recipient), same)).get() === undefined;
}

function chosenOffsets(db: Db, kind: ReminderKind, chosen: number[] | null, service: BookingDetails["service"]): number[] {
  return [...(chosen ?? (kind === "reminder" ? service?.reminderOffsetsMinutes : null) ?? readReminderOffsets(db) ?? DEFAULT_OFFSETS)];
}
