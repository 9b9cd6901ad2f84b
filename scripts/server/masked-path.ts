/** Paths in which a secret stands: whoever reads the log must not be able to use it. */
const SECRET_SEGMENT = /^\/(booking|set-password|feeds|unsubscribe|offers)\/[^/]+?(?=(\.ics|\.data)*(\/|$))/;

/** A path as the log may show it: without its query, tokens masked. */
export function maskedPath(url: string): string {
  const [path = "/"] = url.split(/[?#]/, 1);
  return path.replace(SECRET_SEGMENT, "/$1/[token]").slice(0, 300);
}
