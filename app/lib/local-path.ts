const MAX_LENGTH = 2_000;
const BASE = "http://frontdesk.local";

/**
 * Where a `next` from a URL or a form may lead: a path of this site, else `fallback`. Browsers read "//host",
 * "/\host" and "/<tab>/host" as another site, so none of them is a path here.
 */
export function localPath(value: unknown, fallback: string): string {
  if (typeof value !== "string" || value.length > MAX_LENGTH) return fallback;
  if (!value.startsWith("/") || /[\\\u0000-\u0020\u007f]/.test(value)) return fallback;
  if (!URL.canParse(value, BASE)) return fallback;
  const { origin, pathname } = new URL(value, BASE);
  return origin === BASE && !pathname.startsWith("//") && !value.startsWith("//") ? value : fallback;
}
