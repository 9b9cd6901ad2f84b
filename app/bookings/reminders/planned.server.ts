import { and, eq, sql } from "drizzle-orm";
import { reminders } from "#db/schema/reminders.ts";
import type { App } from "#app/app.server.ts";
import { venueMomentText } from "#app/lib/format.ts";
import { hasMail } from "#app/notifications/has-mail.ts";
import { whyNotMailed } from "#app/notifications/outbox.server.ts";
import { unwanted } from "#app/notifications/preferences.server.ts";
import { hasSms } from "#app/notifications/sms/has-sms.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { dueAt } from "#app/settings/reminder-times.ts";
import { reminderGrid } from "#app/settings/reminders.server.ts";
import { onClocks, whoElseWritesTo } from "../messages/tell.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { isStillToBeReminded, readersOf, textReaderOf, type ReminderKind } from "./readers.server.ts";
import { isBeingChanged } from "./remind.server.ts";

/** A reminder that will be sent if nothing changes. */
export interface PlannedReminder {
  kind: ReminderKind;
  channel: "mail" | "sms";
  recipient: string;
  atMs: number;
  /** By the venue's clock, "Mon 30 Nov, 14:30"; with the zone, if the reader is in another one. */
  at: string;
}

/**
 * The reminders still to be sent for an appointment, soonest first: none while a change is under way, none the
 * recipient does not want, and none without a server to send them.
 */
export function plannedReminders(app: App, details: BookingDetails): PlannedReminder[] {
  const row = app.db.select({ doneUntil: reminders.doneUntil }).from(reminders).where(and(eq(reminders.bookingId, details.id), sql`NOT ${isBeingChanged}`)).get();
  if (!row) return [];
  const { hourCycle, timeZone } = readCompany(app.db);
  const found = onClocks(details, timeZone);
  const readers = [...mailReaders(app, found), ...textReaders(app, found)];
  return reminderGrid(app.db).flatMap((offset) => {
    const atMs = dueAt(found.startsAt, offset);
    if (atMs <= Math.max(row.doneUntil, app.clock())) return [];
    const reached = readers.filter((reader) => isStillToBeReminded(app.db, found, reader, offset) && reader.isOpenAt(atMs));
    return reached.map(({ kind, channel, recipient }) => ({ kind, channel, recipient, atMs, at: venueMomentText(atMs, found, hourCycle) }));
  });
}

interface Open extends Pick<PlannedReminder, "kind" | "channel" | "recipient"> {
  offsets: number[];
  /** Whether a pause will be over by then. */
  isOpenAt(atMs: number): boolean;
}

function mailReaders(app: App, found: BookingDetails): Open[] {
  if (!hasMail(app)) return [];
  return readersOf(app.db, found).flatMap(({ role, kind, email: recipient, offsets }) => {
    if (whoElseWritesTo(app, role) !== null) return [];
    return [{ kind, channel: "mail" as const, recipient, offsets, isOpenAt: (nowMs: number) => whyNotMailed(app.db, { kind, recipient, nowMs }) === null }];
  });
}

function textReaders(app: App, found: BookingDetails): Open[] {
  const reader = hasSms(app) && whoElseWritesTo(app, "customer") === null ? textReaderOf(app.db, found) : null;
  if (!reader) return [];
  const { userId, number: recipient, offsets } = reader;
  return [{ kind: "reminder", channel: "sms", recipient, offsets, isOpenAt: (nowMs) => unwanted(app.db, { kind: "reminder", channel: "sms", reader: { userId }, nowMs }) === null }];
}
