export const REMOVED = "[removed]";

/** Whoever has these may confirm, join or watch: they are never stored. */
const SECRET_KEYS = new Set(["onetimepassword", "password", "connectandjoinurl", "downloadlink", "downloadlinks", "token", "accesstoken", "refreshtoken"]);

/** The body as it may be kept for inspection. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value === "string") return withoutPasswords(value);
  if (typeof value !== "object" || value === null) return value;
  const safe = Object.entries(value).map(([key, each]) => [key, SECRET_KEYS.has(key.toLowerCase()) && each ? REMOVED : redacted(each)]);
  return Object.fromEntries(safe);
}

/** Removes passwords from links. */
function withoutPasswords(text: string): string {
  return text.replace(/([?&](?:pwd|password|passcode|token|code)=)[^&#\s"]+/gi, `$1${REMOVED}`);
}
