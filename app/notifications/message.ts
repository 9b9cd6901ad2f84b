import type { InferSelectModel } from "drizzle-orm";
import type { notifications } from "#db/schema/records.ts";
import type { CalendarEvent } from "./calendar.ts";

/** A row of the outbox, which is the ledger too. */
export type Message = InferSelectModel<typeof notifications>;
export type MessageState = Message["state"];

/** What a message says, written down whole: what is shown later is what was said. */
export interface Content {
  subject: string;
  /** One paragraph a line. */
  text: string;
  facts?: Fact[];
  /** A path of ours. Whoever sends it puts our own address before it, never that of the request. */
  link?: string;
  /** What the link is for: "See or change it". */
  linkText?: string;
  /** The link stands for a right and works once. It lies here sealed, and not at all once the message was sent. */
  isOneTime?: boolean;
  /** See withSealedLink. */
  sealed?: string;
  /** Under the booking's private link, which is made when the message is sent: it is not to be read here. */
  hasPrivateLink?: boolean;
  event?: CalendarEvent;
  /** The name beside the address. */
  recipientName?: string;
  /** Where an answer goes: the branch. */
  replyTo?: string;
  /** Of a reminder: of which time, and how long before. One that the desk asked for holds until then, however late it goes out. */
  reminder?: { startsAt: number; offsetMinutes: number; byDesk?: boolean };
  /** The message this one repeats. */
  repeats?: string;
}

export interface Fact {
  label: string;
  value: string;
}

export const contentOf = ({ payload }: Pick<Message, "payload">): Content => payload as unknown as Content;
