import type { InferSelectModel } from "drizzle-orm";
import type { notifications } from "#db/schema/records.ts";
import type { CalendarEvent } from "./calendar.ts";

/** A row of the outbox, which is also the ledger. */
export type Message = InferSelectModel<typeof notifications>;
export type MessageState = Message["state"];

/** The full content of a message, stored so that what is shown later is what was sent. */
export interface Content {
  subject: string;
  /** One paragraph a line. */
  text: string;
  facts?: Fact[];
  /** A path. The sender prepends APP_URL, never the request's host. */
  link?: string;
  /** What the link is for: "See or change it". */
  linkText?: string;
  /** The link grants access and works once. It is stored encrypted, and removed once the message is sent. */
  isOneTime?: boolean;
  /** See withSealedLink. */
  sealed?: string;
  /** Whether it contains the booking's private link, which is added when the message is sent and not stored here. */
  hasPrivateLink?: boolean;
  event?: CalendarEvent;
  /** The name beside the address. */
  recipientName?: string;
  /** Where an answer goes: the branch. */
  replyTo?: string;
  /**
   * For a reminder: the start it is about, and how long before. One requested by the desk is valid until the start,
   * however late it is sent.
   */
  reminder?: { startsAt: number; offsetMinutes: number; byDesk?: boolean };
  /** The message this one resends. */
  repeats?: string;
}

export interface Fact {
  label: string;
  value: string;
}

export const contentOf = ({ payload }: Pick<Message, "payload">): Content => payload as unknown as Content;
