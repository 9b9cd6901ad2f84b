/** Paths that contain a secret, which must not be usable by readers of the log. */
const SECRET_SEGMENT = /^\/(booking|set-password|feeds|unsubscribe|offers)\/[^/]+?(?=(\.ics|\.data)*(\/|$))/;

/** A path for the log: without its query, tokens masked. */
export function maskedPath(url: string): string {
  const [path = "/"] = url.split(/[?#]/, 1);
  return path.replace(SECRET_SEGMENT, "/$1/[token]").slice(0, 300);
}
