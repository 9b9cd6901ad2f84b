import type { App } from "#app/app.server.ts";
import { seal, unseal, type SealKey } from "#app/lib/seal.server.ts";
import { contentOf, type Content, type Message } from "./message.ts";

type Deps = { env: { appSecret: string } };

/**
 * A message with a single-use link, as stored: the link, also where the text repeats it, is encrypted under APP_SECRET,
 * so that a copy of the database lets nobody in.
 */
export function withSealedLink(app: Deps & Pick<App, "random">, content: Content & { link: string }): Content {
  const { link, text, ...rest } = content;
  return { ...rest, text: text.replaceAll(link, "…"), isOneTime: true, sealed: seal(sealKey(app), JSON.stringify({ link, text }), app.random) };
}

/** The message as its reader gets it; null when it was sealed under another APP_SECRET. */
export function opened<M extends Pick<Message, "payload">>(app: Deps, message: M): M | null {
  const { sealed, ...content } = contentOf(message);
  if (sealed === undefined) return message;
  const text = unseal(sealKey(app), sealed);
  return text === null ? null : { ...message, payload: { ...content, ...(JSON.parse(text) as Pick<Content, "link" | "text">) } };
}

const sealKey = ({ env }: Deps): SealKey => ({ appSecret: env.appSecret, end: "frontdesk one-time links" });
