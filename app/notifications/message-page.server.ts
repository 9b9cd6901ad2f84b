import { eq } from "drizzle-orm";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { momentText, zoneText } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { shownEntry } from "./calendar-entry.ts";
import { compose } from "./compose.ts";
import type { OutgoingMail } from "./mailer.ts";
import { contentOf, type Fact, type Message } from "./message.ts";
import { showMessage, type ShownMessage } from "./shown-message.ts";
import { hintFor } from "./smtp-words.ts";

export interface MessagePage extends ShownMessage {
  isMail: boolean;
  /** null for a text while there is no account. */
  from: string | null;
  replyTo: string | null;
  /** The provider's id for it; null for a text it has not accepted. */
  messageId: string | null;
  attempts: number;
  /** The plain text, as it goes out. */
  text: string;
  /** The calendar file and its content; null if there is none. */
  calendar: { source: string; entry: Fact[] } | null;
  /** What to do about it; null when nobody knows. */
  hint: string | null;
  zone: string;
}

/** One message with everything it says. @throws AppError not_found */
export function messagePage(app: App, id: string, origin: string): MessagePage {
  const row = findMessage(app, id);
  const { timeZone, hourCycle } = readCompany(app.db);
  const shown = { ...showMessage(row, (ms) => momentText(ms, timeZone, hourCycle)), attempts: row.attempts, zone: zoneText(timeZone) };
  if (row.channel === "sms") {
    return { ...shown, isMail: false, from: app.env.sms?.from ?? null, replyTo: null, messageId: row.providerId, text: contentOf(row).text, calendar: null, hint: null };
  }
  const mail = composed(app, row, origin);
  const { event } = contentOf(row);
  return {
    ...shown,
    isMail: true,
    from: [mail.from.name, `<${mail.from.address}>`].filter(Boolean).join(" "),
    replyTo: mail.replyTo ?? null,
    messageId: mail.messageId,
    text: mail.text,
    calendar: event && mail.calendar ? { source: mail.calendar.content, entry: shownEntry(event, hourCycle) } : null,
    hint: row.state === "sent" || row.reason === null ? null : hintFor(row.reason, { willTryAgain: row.state === "retrying" }),
  };
}

/** The same as a page of its own, for a frame. */
export function messageHtml(app: App, id: string, origin: string): string {
  return composed(app, findMessage(app, id), origin).html;
}

/** The calendar file that goes with it. @throws AppError not_found */
export function messageCalendar(app: App, id: string, origin: string): string {
  const { calendar } = composed(app, findMessage(app, id), origin);
  if (!calendar) throw new AppError("not_found", "No calendar file goes with this message.");
  return calendar.content;
}

function findMessage({ db }: Pick<App, "db">, id: string): Message {
  const row = db.select().from(notifications).where(eq(notifications.id, id)).get();
  if (!row) throw new AppError("not_found", "There is no such message.");
  return row;
}

/** Private links are added when a message is sent, and single-use ones are encrypted: this page shows neither. */
function composed(app: App, row: Message, origin: string): OutgoingMail {
  const content = contentOf(row);
  const payload = content.isOneTime ? { ...content, link: "/one-time-link" } : row.payload;
  return compose({ ...row, payload }, { company: readCompany(app.db).name, from: app.env.mail?.from ?? "desk@example.invalid", origin, privateLink: () => "/booking/private-link" });
}
