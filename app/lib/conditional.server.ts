import { createHash } from "node:crypto";

/**
 * A conditional response (RFC 9110, section 13): 304 without a body if the client already has this text. The ETag is
 * weak, since the same text may be sent compressed. Dates are not compared: two changes may fall into one second, and
 * some change no date.
 */
export function conditionalAnswer(request: Request, text: string, given: Record<string, string>): Response {
  const etag = `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  const headers = new Headers({ ...given, ETag: etag });
  if (!isKnown(request.headers.get("If-None-Match"), etag)) return new Response(text, { headers });
  headers.delete("Content-Type");
  headers.delete("Content-Disposition");
  return new Response(null, { status: 304, headers });
}

function isKnown(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => opaque(tag) === opaque(etag));
}
