import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { issueApiToken, type Scope } from "#app/auth/api-tokens.server.ts";
import { testContext } from "#app/lib/testing.ts";

type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<Response>;
const modules = import.meta.glob<{ loader: Handler; action: Handler }>("../routes/api.*.ts", { eager: true });

/** The routes as Remix would find them by the names of their files. */
const routes = Object.entries(modules)
  .map(([file, module]) => ({ module, ...patternOf(file) }))
  .sort((a, b) => Number(a.isSplat) - Number(b.isSplat));

function patternOf(file: string): { pattern: RegExp; isSplat: boolean } {
  const segments = file.replace(/^.*\/|\.ts$/g, "").replaceAll("[.]", "\0").split(".");
  const source = segments.map((segment) => sourceOf(segment.replace(/_$/, ""))).join("/");
  return { pattern: new RegExp(`^/${source}$`), isSplat: segments.includes("$") };
}

function sourceOf(segment: string): string {
  if (segment === "$") return ".*";
  return segment.startsWith("$") ? `(?<${segment.slice(1)}>[^/]+)` : segment.replace("\0", "\\.");
}

export interface Ask {
  token?: string;
  /** Sent as JSON; a text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A request to the API, as far as the routes decide the answer. `path` is below /api/v1. */
export async function ask(app: App, method: string, path: string, { token, body, headers = {} }: Ask = {}) {
  const url = new URL(`http://localhost:3000/api/v1${path}`);
  const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(url, {
    method,
    body: sent,
    headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(sent !== undefined && { "Content-Type": "application/json" }), ...headers },
  });
  for (const { module, pattern } of routes) {
    const match = pattern.exec(url.pathname);
    if (!match) continue;
    const handler = method === "GET" || method === "HEAD" ? module.loader : module.action;
    const params = Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
    const response = await handler({ request, params, context: testContext(app) });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    return { status: response.status, headers: response.headers, data: (await response.json()) as any };
  }
  throw new Error(`No route answers ${url.pathname}`);
}

export function tokenOf(app: App, userId: string, scopes: Scope[] = ["read", "write"]): string {
  return writing(app.db, (tx) => issueApiToken(tx, app, { userId, actor: "system:test" }, { name: "Test", scopes }));
}
