import type { Theme } from "#app/lib/theme.server.ts";

export interface Embed {
  /** The booking page by itself, for a link. */
  href: string;
  /** The same page made to be framed, in the visitor's theme. */
  src: string;
  origin: string;
}

/** Cal.com's own booking page. Only addresses that end in /embed may be framed there. */
export function embedOf({ link, origin }: { link: string; origin: string }, theme: Theme): Embed {
  const href = `${origin}/${link}`;
  const search = new URLSearchParams({ embed: "", layout: "month_view", theme: theme === "system" ? "auto" : theme });
  return { href, src: `${href}/embed?${search}`, origin };
}
