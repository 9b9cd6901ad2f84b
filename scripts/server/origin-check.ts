export interface OriginQuestion {
  method: string;
  path: string;
  /** The Origin header. */
  origin?: string;
  /** The Sec-Fetch-Site header. */
  fetchSite?: string;
  hasCookie: boolean;
  /** The address people reach us at. */
  ours: string;
  /** Whether the scheme of `ours` is certain (APP_URL, or a trusted proxy) or only guessed. */
  schemeKnown: boolean;
}

/** `origin` is the Origin the request continues with. */
export type OriginVerdict = { passes: true; origin?: string } | { passes: false };

const READING = new Set(["GET", "HEAD"]);
/**
 * Routes that ignore cookies, so cross-site requests gain nothing: tokens may be sent from anywhere. A mail program may
 * be a page of another site, and ends mails from there in one click (RFC 8058).
 */
const TOKENS_ONLY = /^\/api\/v1\/|^\/unsubscribe\/[^/]+$/;

/**
 * Whether a request may change something here. Browsers send Origin with every form, so a request with a cookie must
 * name ours; one with neither Origin nor cookie comes from a program (a webhook, say) and uses nobody's session.
 * Referer is ignored.
 *
 * `Origin: null` comes from our own pages too, after some redirects and from some privacy settings; there
 * Sec-Fetch-Site, which a page cannot forge, tells.
 */
export function checkOrigin(question: OriginQuestion): OriginVerdict {
  const { method, path, origin, fetchSite, hasCookie, ours } = question;
  if (READING.has(method)) return { passes: true };
  if (TOKENS_ONLY.test(path)) return { passes: true, origin: ours };
  if (origin === "null") return fetchSite === "same-origin" ? { passes: true, origin: ours } : { passes: false };
  if (origin !== undefined) return isOurs(origin, question) ? { passes: true, origin } : { passes: false };
  return { passes: !hasCookie || fetchSite === "same-origin" };
}

function isOurs(origin: string, { ours, schemeKnown }: OriginQuestion): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin) return false;
  if (origin === ours) return true;
  // Behind a TLS-terminating proxy the scheme is a guess; but a page cannot choose the host it was loaded from.
  return !schemeKnown && withScheme(origin, "https:") === withScheme(ours, "https:");
}

function withScheme(origin: string, scheme: string): string {
  const url = new URL(origin);
  url.protocol = scheme;
  return url.host;
}
