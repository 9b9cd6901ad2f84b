/** A mail as a server is handed it. */
export interface OutgoingMail {
  /** The same at every try, so that a reader's program knows a repetition. */
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

export type MailAnswer =
  /** The server has taken it over. `answer` is its last line. */
  | { outcome: "taken"; answer: string }
  /** It will never take this one. */
  | { outcome: "refused"; reason: string; answer: string | null }
  /** Another try may do. `isDown`: there was no server to speak to, so the others need not be tried now. */
  | { outcome: "later"; reason: string; answer: string | null; isDown: boolean };

/** Hands a mail over, and never throws. */
export type Mailer = (mail: OutgoingMail) => Promise<MailAnswer>;
