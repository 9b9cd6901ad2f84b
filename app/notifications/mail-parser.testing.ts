export interface ParsedMail {
  recipients: string[];
  /** Lower-cased, unfolded and decoded. */
  headers: Record<string, string>;
  /** By content type; the first of each. */
  parts: Record<string, { headers: Record<string, string>; body: string }>;
  raw: string;
}

/** As much of MIME (RFC 2045-2047) as the tests need, written apart from what makes the mails. */
export function simpleParser(raw: string, recipients: string[]): ParsedMail {
  const parts: ParsedMail["parts"] = {};
  const headers = collect(raw, parts);
  return { recipients, headers, parts, raw };
}

function collect(entity: string, parts: ParsedMail["parts"]): Record<string, string> {
  const at = entity.indexOf("\r\n\r\n");
  const [head, body] = [entity.slice(0, at), entity.slice(at + 4)];
  const headers = Object.fromEntries(head.replace(/\r\n[ \t]+/g, " ").split("\r\n").map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), words(line.slice(line.indexOf(":") + 1).trim())]));
  const type = headers["content-type"] ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary) for (const part of body.split(`--${boundary}`).slice(1, -1)) collect(part.replace(/^\r\n/, ""), parts);
  else parts[type.split(";")[0] as string] ??= { headers, body: decoded(body, headers["content-transfer-encoding"] ?? "7bit") };
  return headers;
}

function decoded(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? quoted(body.replace(/=\r\n/g, "")) : body;
}

function quoted(text: string): string {
  return Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), "latin1").toString("utf8");
}

/** RFC 2047: neighbouring encoded words belong together. */
function words(text: string): string {
  const word = /=\?utf-8\?([BQ])\?([^?]*)\?=/gi;
  return text.replace(/\?=\s+=\?/g, "?==?").replace(word, (_, kind: string, coded: string) => (kind.toUpperCase() === "B" ? Buffer.from(coded, "base64").toString("utf8") : quoted(coded.replaceAll("_", " "))));
}
