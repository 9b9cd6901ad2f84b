import type { App } from "#app/app.server.ts";
import { whyNotMailed } from "#app/notifications/outbox.server.ts";
import { hasSms } from "#app/notifications/sms/has-sms.ts";
import type { BookingDetails } from "../queries.server.ts";
import type { Role } from "./recipients.server.ts";
import { messagesToSend, whoElseWritesTo } from "./tell.server.ts";
import { textedNumber } from "./text-customer.server.ts";
import { isTold, type Happening } from "./happening.ts";

/** A message somebody would receive. */
export interface Reached {
  role: Role;
  channel: "mail" | "sms";
  /** An address or a number. */
  to: string;
}

/** Who would get a message if this happened to an appointment now. Writes nothing. */
export function wouldReach(app: App, details: BookingDetails, happening: Happening): Reached[] {
  const { action } = happening;
  if (!isTold(action)) return [];
  const { text, mails } = messagesToSend(app.db, details, { ...happening, action });
  return [...mails.flatMap(({ recipient, kind }) => mailTo(app, recipient, kind)), ...(text ? textTo(app, details, text) : [])];
}

export function mailTo(app: App, { role, email }: { role: Role; email: string | null }, kind: string): Reached[] {
  const isSent = email !== null && whoElseWritesTo(app, role) === null && whyNotMailed(app.db, { kind, recipient: email, nowMs: app.clock() }) === null;
  return isSent ? [{ role, channel: "mail", to: email }] : [];
}

export function textTo(app: App, details: BookingDetails, kind: string): Reached[] {
  const number = hasSms(app) && whoElseWritesTo(app, "customer") === null ? textedNumber(app.db, kind, details, app.clock()) : null;
  return number === null ? [] : [{ role: "customer", channel: "sms", to: number }];
}
