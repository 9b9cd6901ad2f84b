import type { Db, Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { venueMomentText } from "#app/lib/format.ts";
import type { Content } from "#app/notifications/message.ts";
import { withSealedLink } from "#app/notifications/one-time.server.ts";
import { enqueueSms } from "#app/notifications/outbox.server.ts";
import { unwanted } from "#app/notifications/preferences.server.ts";
import { smsNumberFor } from "#app/notifications/sms-consent.server.ts";
import { isTexted, smsText, type TextKind } from "#app/notifications/sms/wording.ts";
import { fill } from "#app/notifications/wording/fill.ts";
import { smsWordingOf, wordingOf } from "#app/notifications/wording/stored.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import type { Happening } from "./happening.ts";
import { valuesOf } from "./values.server.ts";

interface CustomerText extends Partial<Pick<Happening, "data">>, Pick<Content, "reminder"> {
  kind: string;
  /** Why it is recorded but not sent. */
  suppressed?: string | null;
}

/** Notify the customer by SMS too, if they want that and agreed to a number: the appointment's, otherwise their account's. */
export function textCustomer(tx: Tx, app: App, details: BookingDetails, { kind, data = {}, suppressed = null, reminder }: CustomerText): void {
  const recipient = textedNumber(tx, kind, details, app.clock());
  if (recipient === null || !isTexted(kind)) return;
  const { link } = data;
  const content = { ...smsContent(app, kind, details, { data }), ...(reminder && { reminder }) };
  const payload = typeof link === "string" ? withSealedLink(app, { ...content, link }) : content;
  enqueueSms(tx, app, { kind, recipient, userId: details.userId, bookingId: details.id, payload, suppressed });
}

/** The number to text the customer at. An unwanted text is not recorded as unsent, since most people want few. */
export function textedNumber(db: Db | Tx, kind: string, { userId, attendeePhone }: BookingDetails, nowMs: number): string | null {
  if (userId === null || !isTexted(kind) || unwanted(db, { kind, channel: "sms", reader: { userId }, nowMs }) !== null) return null;
  return smsNumberFor(db, { userId, attendeePhone });
}

/** The text: times are the venue's, and say so to people in another time zone. */
export function smsContent(app: Pick<App, "db">, kind: TextKind, details: BookingDetails, happening: Pick<Happening, "data">): Content {
  const { startsAt, staff, branch, service } = details;
  const company = readCompany(app.db);
  const moment = (ms: number) => venueMomentText(ms, details, company.hourCycle);
  const { from } = happening.data;
  const values = valuesOf(app.db, details, happening, company);
  const text = smsText(smsWordingOf(app.db, kind), {
    ...values,
    start: moment(startsAt),
    was: typeof from === "number" ? moment(from) : "",
    person: staff?.name ?? "",
    branch: service?.place === "branch" ? (branch?.name ?? "") : "",
  });
  // The subject is only shown in the desk's lists.
  return { subject: fill(wordingOf(app.db, kind), values).subject, text };
}
