import type { Message } from "./message.ts";

/** The result of handing one message over. */
export type Answer =
  /** The provider has accepted it. `answer` is its response; `providerId` is its id for the message. */
  | { outcome: "taken"; answer: string; providerId?: string }
  /** It will never take this one. */
  | { outcome: "refused"; reason: string; answer: string | null }
  /** Another try may do. `isDown`: there was nobody to speak to, so the others need not be tried now. */
  | { outcome: "later"; reason: string; answer: string | null; isDown: boolean };

/** It was not sent and no longer should be: its subject, or the recipient's wish for it, has gone. */
export interface Dropped {
  outcome: "dropped";
  reason: string;
}

/** A channel for messages. One loop and one ledger serve all channels. */
export interface Carrier {
  channel: Message["channel"];
  /** Hands a message over: the same at every try. If it throws, the fault is ours and delays only this message. */
  carry(message: Message): Promise<Answer | Dropped>;
}
