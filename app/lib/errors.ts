/** The closed list of user-visible error codes, with their HTTP status. */
export const statusOf = {
  invalid: 422,
  conflict: 409,
  forbidden: 403,
  not_found: 404,
  rate_limited: 429,
  upstream_down: 503,
} as const;

export type AppErrorCode = keyof typeof statusOf;

/** What has to be shown before the form is accepted: the form comes back with the list, and `token` proves that it was shown. */
export interface LookAt {
  token: string;
  items: { href: string; text: string }[];
  /** How many more there are than are listed. */
  more: number;
}

export interface AppErrorOptions {
  /** Form field name -> the sentence shown above that field. */
  fields?: Record<string, string>;
  /** For the log; a `code` on it names the finer reason in the JSON envelope. */
  cause?: unknown;
  /** With `rate_limited` and `upstream_down`: when another try may succeed. */
  retryAfterMs?: number;
  lookAt?: LookAt;
  /** The message for the desk, where customers are asked to call: the desk is whom they would call. */
  atDesk?: string;
}

/**
 * The one error class. `message` is a sentence for the person at the screen, `atDesk` for whoever is behind the desk; `cause`
 * is for the log.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: Record<string, string>;
  readonly retryAfterMs: number | null;
  readonly lookAt: LookAt | undefined;
  readonly atDesk: string;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields ?? {};
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.lookAt = options.lookAt;
    this.atDesk = options.atDesk ?? message;
  }

  get status(): number {
    return statusOf[this.code];
  }
}

/** The same error with the message for the desk. */
export function asToldAtDesk(error: AppError): AppError {
  const { code, atDesk, fields, cause, retryAfterMs, lookAt } = error;
  return new AppError(code, atDesk, { fields, cause, ...(retryAfterMs !== null && { retryAfterMs }), ...(lookAt && { lookAt }) });
}

/** Narrow to one code: `isAppError(error, "conflict")`. */
export function isAppError(error: unknown, code?: AppErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** The machine-readable reason: the cause's own code when it has one, else the AppError's. */
export function reasonOf(error: AppError): string {
  if (error.cause instanceof AppError) return reasonOf(error.cause);
  const cause = error.cause as { code?: unknown } | undefined;
  return typeof cause?.code === "string" ? cause.code : error.code;
}
