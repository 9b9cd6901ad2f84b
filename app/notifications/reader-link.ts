import { createHmac, timingSafeEqual } from "node:crypto";
import { TOPIC_NAMES, type Topic } from "./topics.ts";

/** What a link in a message lets its recipient do without signing in: unsubscribe from one topic, or set preferences. */
export interface ReaderLink {
  userId: string;
  what: Topic | "choose";
}

/**
 * The token of such a link. It is derived, not stored: an HMAC under APP_SECRET over person and topic. It grants access
 * to the message preferences only.
 */
export function readerToken({ appSecret }: { appSecret: string }, { userId, what }: ReaderLink): string {
  return `${userId}.${what}.${macOf(appSecret, userId, what)}`;
}

/** null for a token that was not made here. */
export function readReaderToken({ appSecret }: { appSecret: string }, token: string): ReaderLink | null {
  const [userId = "", what = "", mac = "", ...rest] = token.split(".");
  const isKnown = what === "choose" || (TOPIC_NAMES as string[]).includes(what);
  if (rest.length > 0 || !isKnown) return null;
  const [given, right] = [Buffer.from(mac), Buffer.from(macOf(appSecret, userId, what))];
  return given.length === right.length && timingSafeEqual(given, right) ? { userId, what: what as ReaderLink["what"] } : null;
}

function macOf(appSecret: string, userId: string, what: string): string {
  return createHmac("sha256", appSecret).update(`reader-link:${userId}:${what}`).digest("base64url");
}
