import type { App } from "#app/app.server.ts";
import { readUpTo } from "#app/lib/read-up-to.ts";
import { isSignedByTwilio } from "./signature.server.ts";

const MAX_BYTES = 64 * 1024;

/**
 * Reads a callback after verifying that it is from Twilio. Anything else is refused, and not stored.
 *
 * 404 SMS is not configured; 405; 413; 403 not signed with the account's token.
 */
export async function takeCallback({ env, log }: Pick<App, "env" | "log">, request: Request, answer: (params: URLSearchParams) => Response | Promise<Response>): Promise<Response> {
  if (!env.sms || env.appUrl === undefined) return refusal(404, "There is no SMS here.");
  if (request.method !== "POST") return refusal(405, "Twilio calls this address with POST.", { Allow: "POST" });
  const bytes = await readUpTo(request, MAX_BYTES);
  if (bytes === null) return refusal(413, "That is more than Twilio sends.");
  const params = new URLSearchParams(new TextDecoder().decode(bytes));
  const { pathname, search } = new URL(request.url);
  // Twilio signs the public URL it was given, whatever a proxy made of it.
  if (!isSignedByTwilio(env.sms.authToken, env.appUrl + pathname + search, params, request.headers.get("X-Twilio-Signature"))) {
    log.warn({ path: pathname }, "a callback was not signed by Twilio");
    return refusal(403, "This is not signed with the account's token.");
  }
  return answer(params);
}

function refusal(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(`${sentence}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers } });
}
