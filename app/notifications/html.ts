import { ISOLATES } from "./bidi.ts";
import type { Fact } from "./message.ts";

interface Page {
  subject: string;
  paragraphs: string[];
  facts: Fact[];
  link: { href: string; text: string } | null;
  company: string;
  /** Where its reader chooses what they are sent. */
  choose: string | null;
}

/**
 * One narrow column of tables with inline styles, which every mail program can render. It sets no colours except the
 * button's, so that it follows the mail program's dark mode.
 */
export function htmlOf({ subject, paragraphs, facts, link, company, choose }: Page): string {
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escape(subject)}</title></head>`,
    `<body style="margin:0;padding:0;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5">`,
    `<div style="max-width:34em;margin:0 auto;padding:24px 20px;overflow-wrap:anywhere">`,
    `<p style="margin:0 0 24px;font-size:14px;font-weight:600;letter-spacing:.01em;opacity:.75" dir="auto">${escape(company)}</p>`,
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3" dir="auto">${apart(subject)}</h1>`,
    ...paragraphs.map((text) => `<p style="margin:0 0 12px" dir="auto">${apart(text)}</p>`),
    ...(facts.length > 0 ? [table(facts)] : []),
    ...(link ? [button(link)] : []),
    ...(choose ? [`<p style="margin:32px 0 0;font-size:13px;opacity:.75"><a href="${escape(choose)}" style="color:inherit">Choose what we write to you</a></p>`] : []),
    `</div></body></html>`,
  ].join("\n");
}

function table(facts: Fact[]): string {
  const line = "border-top:1px solid rgba(128,128,128,.3)";
  const rows = facts.map(({ label, value }) => `<tr><td style="padding:8px 16px 8px 0;${line};vertical-align:top;width:6.5em;font-size:14px;line-height:24px;opacity:.75">${escape(label)}</td><td style="padding:8px 0;${line};vertical-align:top;white-space:pre-wrap">${lines(value)}</td></tr>`);
  return `<table role="presentation" cellspacing="0" cellpadding="0" style="width:100%;margin:20px 0 8px;border-collapse:collapse;font-size:16px;line-height:1.5">${rows.join("")}</table>`;
}

/** The address stands below it as well, for programs that draw no links. */
function button({ href, text }: { href: string; text: string }): string {
  const safe = escape(href);
  return `<p style="margin:24px 0 8px"><a href="${safe}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1d4ed8;color:#ffffff;font-weight:600;text-decoration:none">${escape(text)}</a></p>\n<p style="margin:0;font-size:13px;opacity:.75">${safe}</p>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** Turns isolated text into tags, which do not affect how a program detects the sentence's direction. */
function apart(text: string): string {
  return escape(text).replace(ISOLATES, "<bdi>$1</bdi>");
}

/** Each line has its own direction, so that a number below a Hebrew name stays left to right. */
function lines(text: string): string {
  return text.split("\n").map((line) => `<div dir="auto">${apart(line) || "<br>"}</div>`).join("");
}
