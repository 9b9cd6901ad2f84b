import pino, { type Logger } from "pino";

export type Log = Pick<Logger, "info" | "warn" | "error" | "debug"> & { child(bindings: Record<string, unknown>): Log };

/**
 * One JSON line an event, on standard output. Of an error only name, message, code and stack are logged: other
 * properties (a request, a form) may contain personal data.
 */
export function createLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorFacts },
    redact: { paths: ["email", "*.email", "phone", "*.phone", "token", "*.token", "authorization", "*.authorization"], censor: "[removed]" },
  });
}

interface ErrorFacts {
  name: string;
  message: string;
  code?: unknown;
  stack?: string;
  cause?: ErrorFacts;
}

function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error, message: "not an error" };
  return {
    name: error.name,
    message: error.message,
    code: (error as { code?: unknown }).code,
    stack: error.stack,
    ...(error.cause !== undefined && depth < 4 && { cause: errorFacts(error.cause, depth + 1) }),
  };
}
