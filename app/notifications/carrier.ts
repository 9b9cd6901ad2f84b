import type { Message } from "./message.ts";

/** What became of handing one message over. */
export type Answer =
  /** The other side has taken it over. `answer` is its last word; `providerId` is what it calls the message from now on. */
  | { outcome: "taken"; answer: string; providerId?: string }
  /** It will never take this one. */
  | { outcome: "refused"; reason: string; answer: string | null }
  /** Another try may do. `isDown`: there was nobody to speak to, so the others need not be tried now. */
  | { outcome: "later"; reason: string; answer: string | null; isDown: boolean };

/** It was not handed over, and is not to be any more: what it was about, or the wish to hear of it, is over. */
export interface Dropped {
  outcome: "dropped";
  reason: string;
}

/** A way by which messages go. One loop and one ledger serve all. */
export interface Carrier {
  channel: Message["channel"];
  /** Hands a message over: the same at every try. What it throws is a fault of ours, and holds up this message only. */
  carry(message: Message): Promise<Answer | Dropped>;
}
