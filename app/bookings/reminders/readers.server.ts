import type { Db } from "#db/client.ts";
import { readPreferences, userIdOf } from "#app/notifications/preferences.server.ts";
import { DEFAULT_OFFSETS, isOffset } from "#app/settings/reminder-times.ts";
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

/** When customers are reminded by SMS: the account the appointment belongs to says. */
export function textOffsets(db: Db, userId: string, { service }: BookingDetails): number[] {
  return chosenOffsets(db, "reminder", readPreferences(db, userId).topics.reminder.offsetsMinutes, service);
}

function chosenOffsets(db: Db, kind: ReminderKind, chosen: number[] | null, service: BookingDetails["service"]): number[] {
  const offsets = chosen ?? (kind === "reminder" ? service?.reminderOffsetsMinutes : null) ?? readReminderOffsets(db) ?? DEFAULT_OFFSETS;
  return offsets.filter(isOffset);
}
