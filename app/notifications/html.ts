import type { Fact } from "./message.ts";

interface Page {
  subject: string;
  paragraphs: string[];
  facts: Fact[];
  link: { href: string; text: string } | null;
  company: string;
}

/** One narrow column. It sets no colours but the button's, so that it is dark where the reader's program is. */
export function htmlOf({ subject, paragraphs, facts, link, company }: Page): string {
  const rows = facts.map(({ label, value }) => `<tr><td style="padding:4px 16px 4px 0;vertical-align:top;opacity:.75">${escape(label)}</td><td style="padding:4px 0;vertical-align:top" dir="auto">${broken(value)}</td></tr>`);
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escape(subject)}</title></head>`,
    `<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:34em;margin:0 auto;overflow-wrap:anywhere">`,
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3" dir="auto">${escape(subject)}</h1>`,
    ...paragraphs.map((text) => `<p style="margin:0 0 16px" dir="auto">${escape(text)}</p>`),
    ...(rows.length > 0 ? [`<table role="presentation" style="margin:0 0 16px;border-collapse:collapse;font:inherit">${rows.join("")}</table>`] : []),
    ...(link ? [`<p style="margin:24px 0"><a href="${escape(link.href)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#1d4ed8;color:#ffffff;text-decoration:none">${escape(link.text)}</a></p>`] : []),
    `<p style="margin:24px 0 0;font-size:14px;opacity:.75">${escape(company)}</p></div></body></html>`,
  ].join("\n");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

function broken(text: string): string {
  return escape(text).replaceAll("\n", "<br>");
}
