import { z } from "zod";
import type { Message, MessageState } from "./message.ts";

export const MESSAGE_STATES = ["queued", "sending", "retrying", "sent", "failed", "suppressed"] as const satisfies readonly MessageState[];
export const CHANNELS = ["mail", "sms"] as const satisfies readonly Message["channel"][];

const date = z.iso.date().optional().catch(undefined);
const word = z.string().trim().max(200).transform((text) => text || undefined).optional().catch(undefined);

/** The filters of the message list. Every field falls back to its default, so an old link never fails. */
export const MessageFilters = z.object({
  state: z.enum(MESSAGE_STATES).optional().catch(undefined),
  kind: word,
  channel: z.enum(CHANNELS).optional().catch(undefined),
  /** A part of the address or number it went to. */
  to: word,
  /** Calendar dates in the company's zone, both inclusive. */
  from: date,
  until: date,
  /** The id of the message the page before ended with. */
  before: word,
});
export type MessageFilters = z.output<typeof MessageFilters>;
