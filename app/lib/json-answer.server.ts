import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { AppError, reasonOf } from "./errors.ts";
import { noteFailure, retryAfterSeconds } from "./page-error.server.ts";

export interface JsonAnswer {
  status: number;
  data: unknown;
  headers?: Record<string, string>;
}

export interface JsonRefusal {
  status: number;
  /** For programs: "SLOT_UNAVAILABLE". */
  code: string;
  /** A sentence for whoever reads it. */
  message: string;
  /** Field -> what is wrong with it. */
  errors?: Record<string, string[]>;
  headers?: Record<string, string>;
}

/** What belongs to whoever holds the token is kept by nobody on the way. */
export function jsonAnswer({ status, data, headers }: JsonAnswer): Response {
  return Response.json(data, { status, headers: { "Cache-Control": "no-store", ...headers } });
}

/** The one shape of every refusal. Those HTTP knows and the domain does not (401, 405, 415) are thrown as they are. */
export function jsonRefusal({ status, code, message, errors = {}, headers }: JsonRefusal): Response {
  return jsonAnswer({ status, data: { success: false, message, errors, code }, headers });
}

/** A program is never sent a page, also not for what nobody expected. */
export function asJsonError(error: unknown, context: AppLoadContext): Response {
  if (error instanceof Response) return error;
  if (error instanceof AppError) {
    noteFailure(error, context);
    const errors = Object.fromEntries(Object.entries(error.fields).map(([field, text]) => [field, [text]]));
    const seconds = retryAfterSeconds(error);
    const headers = seconds === null ? undefined : { "Retry-After": seconds };
    return jsonRefusal({ status: error.status, code: reasonOf(error).toUpperCase(), message: error.message, errors, headers });
  }
  context.log.error({ err: error }, "unexpected error");
  return jsonRefusal({ status: 500, code: "INTERNAL", message: "Something went wrong on our side. Please try again in a minute." });
}

type Handler = (args: LoaderFunctionArgs | ActionFunctionArgs) => Promise<Response>;

/** One address, several methods. It is a route's loader and its action, so that every method gets an answer. */
export function byMethod(handlers: { GET?: Handler; POST?: Handler }): Handler {
  const allowed = Object.keys(handlers).flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return async (args) => {
    const { method } = args.request;
    const handler = handlers[(method === "HEAD" ? "GET" : method) as "GET" | "POST"];
    if (handler) return handler(args);
    return jsonRefusal({ status: 405, code: "METHOD_NOT_ALLOWED", message: `This address answers ${allowed.join(", ")}.`, headers: { Allow: allowed.join(", ") } });
  };
}
