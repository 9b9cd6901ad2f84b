import type { App } from "#app/app.server.ts";
import { readUpTo } from "#app/lib/read-up-to.ts";
import { isSignedByTwilio } from "./signature.server.ts";

const MAX_BYTES = 64 * 1024;

/**
 * What Twilio calls us with, once it is proven to be Twilio. Everything it is not is refused, and nothing of it is kept.
 *
 * 404 there is no SMS; 405; 413; 403 not signed with the account's token.
 */
export async function takeCallback({ env, log }: Pick<App, "env" | "log">, request: Request, answer: (params: URLSearchParams) => Response | Promise<Response>): Promise<Response> {
  if (!env.sms || env.appUrl === undefined) return refusal(404, "There is no SMS here.");
  if (request.method !== "POST") return refusal(405, "Twilio calls this address with POST.", { Allow: "POST" });
  const bytes = await readUpTo(request, MAX_BYTES);
  if (bytes === null) return refusal(413, "That is more than Twilio sends.");
  const params = new URLSearchParams(new TextDecoder().decode(bytes));
  const { pathname, search } = new URL(request.url);
  // Twilio signs the address it was given, which is the public one, whatever a proxy made of it.
  if (!isSignedByTwilio(env.sms.authToken, env.appUrl + pathname + search, params, request.headers.get("X-Twilio-Signature"))) {
    log.warn({ path: pathname }, "a callback was not signed by Twilio");
    return refusal(403, "This is not signed with the account's token.");
  }
  return answer(params);
}

function refusal(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(`${sentence}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers } });
}
