import { isIP } from "node:net";
import type { IncomingMessage } from "node:http";
import { newId, type Random } from "#app/lib/tokens.server.ts";

/** The facts of a request, before any decision. */
export interface RequestFacts {
  requestId: string;
  /** For this response's Content-Security-Policy. */
  nonce: string;
  clientIp: string;
  /** The address people reach us at, without a trailing slash. */
  origin: string;
}

export interface ProxySettings {
  appUrl?: string;
  trustProxy: boolean;
}

/** @returns null when the request does not say which host it is for and no APP_URL is set. */
export function requestFacts(req: IncomingMessage, settings: ProxySettings, random: Random): RequestFacts | null {
  const origin = originOf(req, settings);
  if (origin === null) return null;
  return { requestId: requestIdOf(req, random), nonce: newId(random), clientIp: clientIpOf(req, settings.trustProxy), origin };
}

/** A proxy's own request id is kept, so that its log can be matched with ours. */
export function requestIdOf(req: IncomingMessage, random: Random): string {
  const given = req.headers["x-request-id"];
  return typeof given === "string" && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : newId(random);
}

function originOf(req: IncomingMessage, { appUrl, trustProxy }: ProxySettings): string | null {
  if (appUrl) return new URL(appUrl).origin;
  const host = req.headers.host;
  if (!host || !/^[A-Za-z0-9.:[\]_-]+$/.test(host)) return null;
  const scheme = trustProxy && lastHop(req.headers["x-forwarded-proto"]) === "https" ? "https" : "http";
  return URL.canParse(`${scheme}://${host}`) ? new URL(`${scheme}://${host}`).origin : null;
}

/** Only the entry written by our own proxy is trusted: everything to its left came from the visitor. */
function clientIpOf(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? lastHop(req.headers["x-forwarded-for"]) : undefined;
  const address = forwarded && isIP(forwarded) ? forwarded : (req.socket.remoteAddress ?? "");
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

function lastHop(header: string | string[] | undefined): string | undefined {
  return header?.toString().split(",").at(-1)?.trim();
}
