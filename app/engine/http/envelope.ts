import { toIso } from "#app/lib/time.ts";
import type { ApiFailure } from "./failures.ts";

/** A handler's result; the body is sent as is. */
export interface Answer {
  status: number;
  body: { status: "success"; data?: unknown; pagination?: unknown };
  headers?: Record<string, string>;
}

export const ok = (data: unknown): Answer => ({ status: 200, body: { status: "success", data } });
export const created = (data: unknown): Answer => ({ status: 201, body: { status: "success", data } });
export const done = (): Answer => ({ status: 200, body: { status: "success" } });
export const page = (data: unknown[], pagination: unknown): Answer => ({ status: 200, body: { status: "success", data, pagination } });

/** The error envelope. `path` is the requested path with its query string. */
export function failureBody(failure: ApiFailure, path: string, nowMs: number): object {
  return {
    status: "error",
    timestamp: toIso(nowMs),
    path,
    error: {
      code: failure.code,
      message: failure.message,
      ...(failure.details === undefined ? {} : { details: failure.details }),
    },
  };
}
