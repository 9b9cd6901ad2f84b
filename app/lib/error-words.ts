import type { PageError } from "./page-error.server.ts";

export interface ErrorWords {
  title: string;
  text: string;
  reference: string | null;
}

const TITLES: Record<number, string> = {
  403: "This page is not open to you",
  404: "There is no such page",
  405: "That does not work here",
  409: "Something changed meanwhile",
  422: "That could not be read",
  429: "Too much at once",
  503: "The calendar does not answer",
};

const TEXTS: Record<number, string> = {
  404: "The address may be mistyped, or the page was removed.",
  405: "Please go back and use the buttons of the page.",
};

/** The text of an error page. `data` is what a procedure threw; anything else gets a generic text. */
export function errorWords({ status, data }: { status: number; data: unknown }): ErrorWords {
  const known = isPageError(data) ? data : null;
  return {
    title: TITLES[status] ?? "Something went wrong",
    text: known?.message ?? TEXTS[status] ?? "This is our fault, not yours. Nothing you entered was changed. Please try again in a moment.",
    reference: known?.requestId ?? null,
  };
}

function isPageError(data: unknown): data is PageError {
  return typeof data === "object" && data !== null && typeof (data as PageError).message === "string" && typeof (data as PageError).requestId === "string";
}
