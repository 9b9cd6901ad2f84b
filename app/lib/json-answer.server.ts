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
  /** Machine-readable: "SLOT_UNAVAILABLE". */
  code: string;
  /** A human-readable sentence. */
  message: string;
  /** Field -> what is wrong with it. */
  errors?: Record<string, string[]>;
  headers?: Record<string, string>;
}

/** Never cached on the way, since it is private to the token's owner. */
export function jsonAnswer({ status, data, headers }: JsonAnswer): Response {
  return Response.json(data, { status, headers: { "Cache-Control": "no-store", ...headers } });
}

/** The shape of every error. Those that HTTP has and the domain has not (401, 405, 415) are thrown as responses. */
export function jsonRefusal({ status, code, message, errors = {}, headers }: JsonRefusal): Response {
  return jsonAnswer({ status, data: { success: false, message, errors, code }, headers });
}

/** API clients always get JSON, even for unexpected errors. */
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

/** One route, several methods. Used as both loader and action, so that every method gets an answer. */
export function byMethod(handlers: { GET?: Handler; POST?: Handler }): Handler {
  const allowed = Object.keys(handlers).flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return async (args) => {
    const { method } = args.request;
    const handler = handlers[(method === "HEAD" ? "GET" : method) as "GET" | "POST"];
    if (handler) return handler(args);
    return jsonRefusal({ status: 405, code: "METHOD_NOT_ALLOWED", message: `This address answers ${allowed.join(", ")}.`, headers: { Allow: allowed.join(", ") } });
  };
}
