import { eq } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Carrier } from "#app/notifications/carrier.ts";
import { contentOf, type Content, type Message } from "#app/notifications/message.ts";
import { smsNumberFor } from "#app/notifications/sms-consent.server.ts";
import { unwanted } from "#app/notifications/preferences.server.ts";
import { dueAt, graceMs } from "#app/settings/reminder-times.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { onClocks } from "../messages/tell.server.ts";
import { smsContent } from "../messages/text-customer.server.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";
import { reminderContent } from "./content.server.ts";
import { readersOf } from "./readers.server.ts";

/**
 * A carrier that checks before each attempt whether a reminder is still valid, since the appointment may change while
 * the mail server is down. A valid one is rendered anew.
 */
export function withFreshReminders(app: App, carrier: Carrier): Carrier {
  const carry: Carrier["carry"] = async (message) => {
    const { reminder } = contentOf(message);
    if (!reminder) return carrier.carry(message);
    const fresh = renew(app, message, reminder);
    if ("dropped" in fresh) return { outcome: "dropped", reason: fresh.dropped };
    const payload = { ...message.payload, ...fresh.content };
    if (JSON.stringify(payload) !== JSON.stringify(message.payload)) app.db.update(notifications).set({ payload }).where(eq(notifications.id, message.id)).run();
    return carrier.carry({ ...message, payload });
  };
  return { ...carrier, carry };
}

function renew(app: App, message: Message, reminder: Reminder): Renewed {
  const { startsAt, offsetMinutes, byDesk } = reminder;
  const nowMs = app.clock();
  const row = selection(app.db).where(eq(bookings.id, message.bookingId ?? "")).get();
  const found = row && onClocks(details(row), readCompany(app.db).timeZone);
  if (!found || (found.status !== "confirmed" && found.status !== "rescheduled")) return { dropped: "The appointment no longer stands." };
  if (found.startsAt !== startsAt) return { dropped: "The appointment was moved before it could be sent." };
  // A resend by the desk is intentional.
  const latestMs = byDesk || contentOf(message).repeats ? startsAt : dueAt(startsAt, offsetMinutes) + graceMs(offsetMinutes);
  if (nowMs > latestMs || nowMs >= startsAt) return { dropped: "It was too late by the time it could be sent." };
  return message.channel === "sms" ? renewText(app, message, found, reminder) : renewMail(app, message, found, reminder);
}

type Reminder = NonNullable<Content["reminder"]>;
type Renewed = { dropped: string } | { content: Content };

const NOBODY = "The recipient no longer has to do with the appointment, or wants no reminder.";

function renewMail(app: App, message: Message, found: BookingDetails, reminder: Reminder): Renewed {
  const reader = readersOf(app.db, found).find(({ email, kind }) => email === message.recipient && kind === message.kind);
  if (!reader) return { dropped: NOBODY };
  const not = unwanted(app.db, { kind: message.kind, channel: "mail", reader: { email: reader.email }, nowMs: app.clock() });
  return not === null ? { content: { ...reminderContent(app, reader, found, reminder.offsetMinutes), reminder } } : { dropped: not };
}

function renewText(app: App, { recipient }: Message, found: BookingDetails, reminder: Reminder): Renewed {
  const { userId, attendeePhone } = found;
  if (userId === null || smsNumberFor(app.db, { userId, attendeePhone }) !== recipient) return { dropped: NOBODY };
  const not = unwanted(app.db, { kind: "reminder", channel: "sms", reader: { userId }, nowMs: app.clock() });
  return not === null ? { content: { ...smsContent(app, "reminder", found, { data: {} }), reminder } } : { dropped: not };
}
