import type { IncomingMessage } from "node:http";
import { readBody } from "./read-body.ts";

/** Why a request is not passed to a page; a visitor who is "gone" gets no response. */
export type RequestFault = "badRequest" | "method" | "tooLarge" | "gone";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const DEFAULT_BODY_BYTES = 256 * 1024;
/** Cal.com's webhooks carry whole bookings. */
const WEBHOOK_BODY_BYTES = 1024 * 1024;
/** A CSV file of up to 5 MiB, and the form around it. */
const IMPORT_BODY_BYTES = (5 * 1024 + 64) * 1024;

/** The parsed URL of a request, or what is wrong with it. */
export function readAddress(req: IncomingMessage, origin: string): URL | RequestFault {
  if (!METHODS.has(req.method ?? "")) return "method";
  const target = req.url ?? "";
  // Concatenated, since resolving "//other.example/x" against our origin would change the host.
  if (!target.startsWith("/") || !URL.canParse(origin + target)) return "badRequest";
  const url = new URL(origin + target);
  // Remix's former data requests: it would still answer them, bypassing the pages and logging an error.
  if (url.searchParams.has("_data")) url.searchParams.delete("_data");
  return isDecodable(url.pathname) ? url : "badRequest";
}

/**
 * The web Request of a Node request. The body is read completely first: it is small, and one that is too large must end
 * in 413 rather than inside an action.
 */
export async function readRequest(req: IncomingMessage, url: URL, origin: string | undefined, signal: AbortSignal): Promise<Request | RequestFault> {
  const method = req.method ?? "GET";
  const headers = headersOf(req, url, origin);
  if (headers === null) return "badRequest";
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers, signal });
  const body = await readBody(req, bodyLimitOf(url.pathname));
  if (typeof body === "string") return body;
  return new Request(url, { method, headers, signal, body: body.length > 0 ? new Uint8Array(body) : null });
}

function bodyLimitOf(path: string): number {
  if (path === "/admin/import" || path === "/admin/import.data") return IMPORT_BODY_BYTES;
  return path.startsWith("/api/webhooks/") ? WEBHOOK_BODY_BYTES : DEFAULT_BODY_BYTES;
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes("\0");
  } catch {
    return false;
  }
}

/**
 * Remix compares Origin with X-Forwarded-Host or Host once more. Ours has already been checked, so these headers are
 * set to match: behind a proxy that rewrites Host its comparison would refuse our own forms.
 */
function headersOf(req: IncomingMessage, url: URL, origin: string | undefined): Headers | null {
  try {
    const headers = new Headers();
    for (const [name, values] of Object.entries(req.headersDistinct)) for (const value of values ?? []) headers.append(name, value);
    headers.delete("x-forwarded-host");
    headers.set("host", origin ? new URL(origin).host : url.host);
    if (origin) headers.set("origin", origin);
    return headers;
  } catch {
    return null;
  }
}
