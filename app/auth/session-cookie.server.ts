import { createCookie, type Cookie } from "@remix-run/node";
import { SECOND_MS } from "#app/lib/time.ts";
import { SESSION_MS } from "./sessions.server.ts";

/** Who asks, as far as cookies go: the request and the address it reached us at. */
interface Asked {
  request: Request;
  origin: string;
}

interface Answered {
  origin: string;
  responseHeaders: Headers;
}

/** The session's id as the browser says it; null when it says none. */
export async function readSessionCookie({ request, origin }: Asked): Promise<string | null> {
  const value: unknown = await cookieFor(origin).parse(request.headers.get("Cookie"));
  return typeof value === "string" && value !== "" ? value : null;
}

export async function giveSessionCookie({ origin, responseHeaders }: Answered, sessionId: string): Promise<void> {
  responseHeaders.append("Set-Cookie", await cookieFor(origin).serialize(sessionId));
}

export async function endSessionCookie({ origin, responseHeaders }: Answered): Promise<void> {
  responseHeaders.append("Set-Cookie", await cookieFor(origin).serialize("", { maxAge: 0 }));
}

/** Over https the name's prefix makes the browser refuse one that another host of our domain has set. */
function cookieFor(origin: string): Cookie {
  const secure = origin.startsWith("https:");
  return createCookie(secure ? "__Host-fd_session" : "fd_session", {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure,
    maxAge: SESSION_MS / SECOND_MS,
  });
}
