import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import type { App, createApp } from "#app/app.server.ts";
import type { startWork } from "#app/work.server.ts";
import type { RequestContext } from "./answer.ts";

/** The pages, as the build or the dev server gives them. */
export type ProductBuild = ServerBuild & { entry: { module: { createApp: typeof createApp; startWork: typeof startWork } } };

/**
 * The built pages. The bundle also exports `createApp` and `startWork`: the object graph has to come from the same
 * bundle as the pages, or an AppError thrown by one would not be an instance of the other's class.
 */
export async function loadBuild(buildDir: string): Promise<ProductBuild> {
  return (await import(/* @vite-ignore */ pathToFileURL(join(buildDir, "server/index.js")).href)) as ProductBuild;
}

export function pagesOf(build: ProductBuild, app: App, mode = "production"): (request: Request, context: RequestContext) => Promise<Response> {
  const handle = createRequestHandler({ ...build, routes: askingGuards(build.routes) }, mode);
  return (request, context) => handle(request, { app, ...context });
}

/**
 * Remix answers a form posted to a route without an action with 405 for everybody. The loader knows who may see the
 * page, so it runs instead: its guards refuse as for a read, and only permitted readers get the 405.
 */
function askingGuards(routes: ServerBuild["routes"]): ServerBuild["routes"] {
  const asked = (route: ServerBuild["routes"][string]) => ({ ...route, module: { ...route.module, action: route.module.action ?? route.module.loader } });
  return Object.fromEntries(Object.entries(routes).map(([id, route]) => [id, route && asked(route)]));
}
