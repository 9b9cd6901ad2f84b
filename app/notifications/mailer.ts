import type { Answer } from "./carrier.ts";

/** A mail as it is handed to a server. */
export interface OutgoingMail {
  /** The same at every attempt, so that the recipient's program recognises a duplicate. */
  messageId: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  replyTo?: string;
  /** Further ones, by name. */
  headers?: Record<string, string>;
  subject: string;
  text: string;
  html: string;
  calendar?: { method: "REQUEST" | "CANCEL"; content: string };
}

/** Hands a mail over, and never throws. */
export type Mailer = (mail: OutgoingMail) => Promise<Answer>;
