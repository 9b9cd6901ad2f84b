import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { issueApiToken, type Scope } from "#app/auth/api-tokens.server.ts";
import { testContext } from "#app/lib/testing.ts";
import { openApiDocument } from "./openapi.server.ts";

type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<Response>;
const modules = import.meta.glob<{ loader: Handler; action: Handler }>("../routes/api.*.ts", { eager: true });

/** The routes as Remix would find them by the names of their files. */
const routes = Object.entries(modules)
  .map(([file, module]) => ({ module, ...patternOf(file) }))
  .sort((a, b) => Number(a.isSplat) - Number(b.isSplat));

/** "api/v1/bookings/{id}" */
export const routeFiles = Object.keys(modules).map((file) => segmentsOf(file).map((segment) => segment.replace(/^\$(.+)/, "{$1}").replace("\0", ".")).join("/"));

function segmentsOf(file: string): string[] {
  return file.replace(/^.*\/|\.ts$/g, "").replaceAll("[.]", "\0").split(".").map((segment) => segment.replace(/_$/, ""));
}

function patternOf(file: string): { pattern: RegExp; isSplat: boolean } {
  const segments = segmentsOf(file);
  const source = segments.map(sourceOf).join("/");
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

/** The API's own document. */
export const documented = openApiDocument("http://localhost:3000");

/** A request to the API's routes; the response is checked against the document. `path` is below /api/v1. */
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
    const data = (await response.json()) as any;
    assertDocumented(method, url.pathname, response.status, data);
    return { status: response.status, headers: response.headers, data };
  }
  throw new Error(`No route answers ${url.pathname}`);
}

export function tokenOf(app: App, userId: string, scopes: Scope[] = ["read", "write"]): string {
  return writing(app.db, (tx) => issueApiToken(tx, app, { userId, actor: "system:test" }, { name: "Test", scopes }));
}

interface Documented {
  responses: Record<string, unknown>;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema(documented, "document");

/** Server errors and unknown paths are not in the document. */
function assertDocumented(method: string, address: string, status: number, data: unknown): void {
  const paths = documented.paths as Record<string, Record<string, Documented>>;
  const path = Object.keys(paths).find((one) => new RegExp(`^/api/v1${one.replace("{id}", "[^/]+")}$`).test(address));
  const operation = path === undefined ? undefined : paths[path]?.[method.toLowerCase()];
  if (path === undefined || !operation || status === 500) return;
  const part = (text: string) => text.replaceAll("~", "~0").replaceAll("/", "~1");
  if (!operation.responses[status]) throw new Error(`The document does not know that ${method} ${path} answers ${status}`);
  const pointer = encodeURI(`#/paths/${part(path)}/${method.toLowerCase()}/responses/${status}/content/${part("application/json")}/schema`);
  if (!ajv.validate({ $ref: `document${pointer}` }, data)) throw new Error(`${method} ${path} ${status}: ${ajv.errorsText()}`);
}
