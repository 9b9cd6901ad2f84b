import { data, type AppLoadContext } from "@remix-run/node";
import { AppError, reasonOf } from "./errors.ts";
import { MINUTE_MS, SECOND_MS } from "./time.ts";

/** What an error page shows: a sentence, and a reference to find the log line by. */
export interface PageError {
  message: string;
  reason: string;
  requestId: string;
}

/**
 * An AppError becomes a thrown response with its status, which the error boundary renders. Everything else is rethrown:
 * Remix logs it through handleError and answers 500.
 */
export function asPageError(error: unknown, context: AppLoadContext): unknown {
  if (!(error instanceof AppError)) return error;
  noteFailure(error, context);
  const body: PageError = { message: error.message, reason: reasonOf(error), requestId: context.requestId };
  return data(body, { status: error.status });
}

/** For routes without a page, Remix would turn an error into a failure of its own. */
export function asFileError(error: unknown, context: AppLoadContext): unknown {
  if (!(error instanceof AppError)) return error;
  noteFailure(error, context);
  return new Response(`${error.message}\n`, { status: error.status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}

/** Refusals are normal responses; only errors somebody has to fix are logged. */
export function noteFailure(error: unknown, context: AppLoadContext): void {
  const seconds = error instanceof AppError ? retryAfterSeconds(error) : null;
  if (seconds !== null) context.responseHeaders.set("Retry-After", seconds);
  if (error instanceof AppError && error.code === "upstream_down") context.log.error({ err: error, reason: reasonOf(error) }, "far end failed");
}

/** The Retry-After header for errors that may pass by themselves: a minute if unknown. Null otherwise. */
export function retryAfterSeconds(error: AppError): string | null {
  if (error.code !== "rate_limited" && error.code !== "upstream_down") return null;
  return String(Math.max(1, Math.ceil((error.retryAfterMs ?? MINUTE_MS) / SECOND_MS)));
}
