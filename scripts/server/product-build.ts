import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import type { App, createApp } from "#app/app.server.ts";
import type { startWork } from "#app/work.server.ts";
import type { RequestContext } from "./answer.ts";

/** The pages, as the build or the dev server gives them. */
export type ProductBuild = ServerBuild & { entry: { module: { createApp: typeof createApp; startWork: typeof startWork } } };

/**
 * The built pages. They bring `createApp` and `startWork` along: the object graph has to come from the same bundle as the
 * pages, or an AppError thrown by the one would not be an instance of the other's class.
 */
export async function loadBuild(buildDir: string): Promise<ProductBuild> {
  return (await import(/* @vite-ignore */ pathToFileURL(join(buildDir, "server/index.js")).href)) as ProductBuild;
}

export function pagesOf(build: ProductBuild, app: App, mode = "production"): (request: Request, context: RequestContext) => Promise<Response> {
  const handle = createRequestHandler({ ...build, routes: askingGuards(build.routes) }, mode);
  return (request, context) => handle(request, { app, ...context });
}

/**
 * Remix answers a form sent to a page without an action with 405, whoever sends it. A loader knows who may come, so it is asked in the
 * action's place: its guards refuse as they refuse a reader, and only whoever may read learns that there is nothing to send.
 */
function askingGuards(routes: ServerBuild["routes"]): ServerBuild["routes"] {
  const asked = (route: ServerBuild["routes"][string]) => ({ ...route, module: { ...route.module, action: route.module.action ?? route.module.loader } });
  return Object.fromEntries(Object.entries(routes).map(([id, route]) => [id, route && asked(route)]));
}
