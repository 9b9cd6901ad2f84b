import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#app/lib/log.server.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import { acceptsEncoding } from "./accepts-encoding.ts";
import { maskedPath } from "./masked-path.ts";
import { checkOrigin } from "./origin-check.ts";
import { readAddress, readRequest } from "./read-request.ts";
import { refusalResponse, refusals, type Refusal } from "./refusal.ts";
import { requestFacts, requestIdOf, type ProxySettings, type RequestFacts } from "./request-facts.ts";
import { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";
import { sendStaticFile, type StaticFiles } from "./static-files.ts";
import { writeResponse } from "./write-response.ts";

/** What a handler gets besides the request. */
export interface RequestContext extends RequestFacts {
  /** Carries the request id. */
  log: Log;
  /** Merged into every response: cookies, Cache-Control. */
  responseHeaders: Headers;
  frameOrigins: string[];
}

/** What is served: static files, and the pages behind `handle`. */
export interface Site {
  handle(request: Request, context: RequestContext): Promise<Response>;
  files: StaticFiles;
  proxy: ProxySettings;
  log: Log;
  random: Random;
  /** The dev server's pages need a policy of their own. */
  policy?: (nonce?: string, frames?: string[]) => string;
}

/** Answer one request, whatever it is, and write one line about it. Never rejects. */
export async function answer(site: Site, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const startedAtMs = performance.now();
  const facts = requestFacts(req, site.proxy, site.random);
  const requestId = facts?.requestId ?? requestIdOf(req, site.random);
  const log = site.log.child({ requestId });
  const gone = new AbortController();
  res.on("close", () => {
    // Aborting even after a complete response ends the timers Remix keeps for streamed data.
    gone.abort();
    const ms = Math.round((performance.now() - startedAtMs) * 10) / 10;
    log.info({ method: req.method, path: maskedPath(req.url ?? ""), status: res.statusCode, ms, ...(!res.writableFinished && { aborted: true }) }, "request");
  });
  try {
    res.setHeader("X-Request-Id", requestId);
    for (const [name, value] of Object.entries(securityHeaders(facts?.origin ?? ""))) res.setHeader(name, value);
    await answerKnown(site, req, res, facts, { requestId, log, signal: gone.signal });
  } catch (error) {
    if (gone.signal.aborted) return;
    log.error({ err: error }, "request failed");
    if (res.headersSent) res.destroy();
    else await refuse(site, req, res, refusals.unexpected, requestId);
  }
}

async function answerKnown(
  site: Site,
  req: IncomingMessage,
  res: ServerResponse,
  facts: RequestFacts | null,
  known: { requestId: string; log: Log; signal: AbortSignal },
): Promise<void> {
  const url = facts ? readAddress(req, facts.origin) : "badRequest";
  if (facts === null || typeof url === "string") return refuse(site, req, res, refusals[url as "badRequest" | "method"], known.requestId);
  const file = req.method === "GET" || req.method === "HEAD" ? site.files.get(url.pathname) : undefined;
  if (file) {
    res.setHeader("Content-Security-Policy", contentSecurityPolicy());
    return sendStaticFile(req, res, file);
  }
  const verdict = checkOrigin({
    method: req.method ?? "",
    path: url.pathname,
    origin: req.headers.origin,
    fetchSite: req.headers["sec-fetch-site"]?.toString(),
    hasCookie: req.headers.cookie !== undefined,
    ours: facts.origin,
    schemeKnown: site.proxy.appUrl !== undefined || site.proxy.trustProxy,
  });
  if (!verdict.passes) return refuse(site, req, res, refusals.foreignOrigin(facts.origin), known.requestId);
  const request = await readRequest(req, url, verdict.origin, known.signal);
  if (request === "gone") return;
  if (typeof request === "string") return refuse(site, req, res, refusals[request], known.requestId);
  const context = { ...facts, log: known.log, responseHeaders: new Headers(), frameOrigins: [] };
  await send(site, req, res, merged(await site.handle(request, context), context), context);
}

async function refuse(site: Site, req: IncomingMessage, res: ServerResponse, refusal: Refusal, requestId: string): Promise<void> {
  const path = req.url?.startsWith("/") ? req.url : "/";
  await send(site, req, res, refusalResponse(refusal, { path, accept: req.headers.accept, requestId }));
}

async function send(site: Site, req: IncomingMessage, res: ServerResponse, response: Response, page?: Pick<RequestContext, "nonce" | "frameOrigins">): Promise<void> {
  const isPage = response.headers.get("content-type")?.startsWith("text/html");
  res.setHeader("Content-Security-Policy", (site.policy ?? contentSecurityPolicy)(isPage ? page?.nonce : undefined, isPage ? page?.frameOrigins : undefined));
  // Pages show who is signed in, so they are private and must be revalidated.
  if (!response.headers.has("cache-control")) res.setHeader("Cache-Control", "private, no-cache");
  await writeResponse(res, response, { head: req.method === "HEAD", acceptsGzip: acceptsEncoding(req.headers["accept-encoding"], "gzip") });
}

/** Over https every cookie is Secure, whoever set it. */
function merged(response: Response, { origin, responseHeaders }: { origin: string; responseHeaders: Headers }): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of responseHeaders) {
    if (name === "set-cookie" || name === "vary") headers.append(name, value);
    else headers.set(name, value);
  }
  if (origin.startsWith("https:")) {
    const cookies = headers.getSetCookie();
    headers.delete("set-cookie");
    for (const cookie of cookies) headers.append("set-cookie", /;\s*secure/i.test(cookie) ? cookie : `${cookie}; Secure`);
  }
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
