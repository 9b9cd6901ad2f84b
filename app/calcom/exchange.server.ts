import type { Timer } from "#app/lib/timer.ts";
import type { Answer } from "./classify.ts";

/** `globalThis.fetch`, or the embedded engine: a function from a request to its answer. */
export type Fetch = (request: Request) => Promise<Response>;

/** Why there is no answer. The `unsent` kinds are certain: the request never reached the far end. */
export class NoAnswer extends Error {
  readonly kind: "unsent" | "unsent_aborted" | "cut" | "timeout" | "aborted";

  constructor(kind: NoAnswer["kind"], message: string) {
    super(message);
    this.name = "NoAnswer";
    this.kind = kind;
  }
}

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * Sends one request once and reads the whole answer within `limitMs`. Rejects with `NoAnswer` and nothing else.
 * The far end need not obey the abort signal: a function that hangs is left behind when the time is over.
 */
export async function exchange(
  fetch: Fetch,
  request: { url: string; init: RequestInit },
  limits: { limitMs: number; signal?: AbortSignal | undefined; timer: Timer },
): Promise<Answer> {
  if (limits.signal?.aborted) throw new NoAnswer("unsent_aborted", "stopped by the caller before sending");
  const stop = new AbortController();
  let onAbort = () => {};
  let callOff = () => {};
  const stopped = new Promise<never>((_, reject) => {
    const end = (reason: NoAnswer) => {
      reject(reason);
      stop.abort(reason);
    };
    callOff = limits.timer(limits.limitMs, () => end(new NoAnswer("timeout", `no answer within ${limits.limitMs} ms`)));
    onAbort = () => end(new NoAnswer("aborted", "stopped by the caller"));
    limits.signal?.addEventListener("abort", onAbort);
  });
  try {
    return await Promise.race([send(fetch, request, stop.signal), stopped]);
  } finally {
    callOff();
    limits.signal?.removeEventListener("abort", onAbort);
  }
}

async function send(fetch: Fetch, { url, init }: { url: string; init: RequestInit }, signal: AbortSignal): Promise<Answer> {
  let request: Request;
  try {
    // Following a redirect would send the key to another host.
    request = new Request(url, { ...init, redirect: "manual", signal });
  } catch {
    throw new NoAnswer("unsent", "the request could not be built: check the base URL and the key");
  }
  try {
    const response = await fetch(request);
    return { status: response.status, headers: response.headers, json: parse(await textOf(response)) };
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(neverSent(error) ? "unsent" : "cut", networkTextOf(error));
  }
}

async function textOf(response: Response): Promise<string> {
  if (!response.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) throw new NoAnswer("cut", `the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Failures that happen before the first byte of the request is sent. */
const UNSENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

function neverSent(error: unknown): boolean {
  return causesOf(error).some(({ code, syscall }) => UNSENT.has(String(code)) || syscall === "connect");
}

/** Codes and class names only: messages of network errors can quote headers. */
function networkTextOf(error: unknown): string {
  return `no answer: ${causesOf(error).map(({ code, name }) => (typeof code === "string" ? code : String(name))).join(" < ") || "unknown"}`;
}

interface Cause {
  code?: unknown;
  syscall?: unknown;
  name?: unknown;
  cause?: unknown;
  /** The attempts at the addresses of one host. */
  errors?: unknown;
}

function causesOf(error: unknown, depth = 0): Cause[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const { cause, errors } = error as Cause;
  return [error, ...[cause, ...(Array.isArray(errors) ? errors : [])].flatMap((each) => causesOf(each, depth + 1))];
}
