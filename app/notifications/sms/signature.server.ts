import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Twilio's signature (https://www.twilio.com/docs/usage/security): HMAC-SHA1 under the account's token over the full address
 * it called, followed by each parameter's name and value in the order of the names; base64.
 */
export function twilioSignature(authToken: string, url: string, params: URLSearchParams): string {
  const names = [...new Set(params.keys())].sort();
  const said = names.flatMap((name) => [...new Set(params.getAll(name))].sort().map((value) => name + value)).join("");
  return createHmac("sha1", authToken).update(url + said).digest("base64");
}

export function isSignedByTwilio(authToken: string, url: string, params: URLSearchParams, given: string | null): boolean {
  const expected = Buffer.from(twilioSignature(authToken, url, params));
  const claimed = Buffer.from(given ?? "");
  return expected.length === claimed.length && timingSafeEqual(expected, claimed);
}
