import { badRequest, tooLarge } from "./failures.ts";

const MOST_BYTES = 1_048_576;

/** The JSON body. An empty one is `{}`, whatever the content type says: official clients post confirmations that way. */
export async function readBody(request: Request): Promise<unknown> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) throw tooLarge("request entity too large");
  const text = await request.text();
  if (text.length > MOST_BYTES) throw tooLarge("request entity too large");
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}
