import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream, renderToString } from "react-dom/server";
import { createApp as compose, type App, type AppOptions } from "./app.server.ts";
import { receiveWebhook } from "./bookings/sighting/receive.server.ts";

// The server imports the object graph from this bundle, so that both share one copy of every module.
export const createApp = (options: AppOptions): App => compose({ receiveWebhook, ...options });
export { startWork } from "./work.server.ts";

const RENDER_TIMEOUT_MS = 5_000;

/** Pages are sent complete: their data is loaded before rendering, and a complete page compresses and caches best. */
export default async function handleRequest(request: Request, status: number, headers: Headers, remix: EntryContext, context: AppLoadContext): Promise<Response> {
  headers.set("Content-Type", "text/html; charset=utf-8");
  const body = hydrates(remix) ? await drawWithData(request, remix, context) : draw(request, remix);
  return new Response(body, { status, headers });
}

function hydrates(remix: EntryContext): boolean {
  return remix.staticHandlerContext.matches.some((match) => (remix.routeModules[match.route.id]?.handle as { hydrate?: boolean } | undefined)?.hydrate);
}

/** Without scripts nobody reads the loader data again, so it is not sent: it is a third of the page's size and time. */
function draw(request: Request, remix: EntryContext): string {
  return `<!doctype html>${renderToString(<RemixServer context={{ ...remix, serverHandoffStream: undefined }} url={request.url} />)}`;
}

async function drawWithData(request: Request, remix: EntryContext, context: AppLoadContext): Promise<string> {
  const whole = new PassThrough();
  await new Promise<void>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={remix} url={request.url} nonce={context.nonce} />, {
      nonce: context.nonce,
      onAllReady() {
        clearTimeout(timer);
        pipe(whole);
        resolve();
      },
      onShellError: fail,
      onError: fail,
    });
    // A timer left running would keep every request alive until it fires.
    const timer = setTimeout(() => abort(new Error("The page took too long to draw")), RENDER_TIMEOUT_MS);
    function fail(error: unknown) {
      clearTimeout(timer);
      reject(error);
    }
  });
  return text(whole);
}

/** Unexpected errors. Clients that disconnected, or requested something missing, are not errors. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  context.log.error({ err: error }, "unexpected error");
}
