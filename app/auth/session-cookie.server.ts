import { createCookie, type Cookie } from "@remix-run/node";
import { SECOND_MS } from "#app/lib/time.ts";
import { SESSION_MS } from "./sessions.server.ts";

/** The request and the origin it reached us at. */
interface Asked {
  request: Request;
  origin: string;
}

interface Answered {
  origin: string;
  responseHeaders: Headers;
}

/** The session id the browser sent; null if none. */
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

/** Over https the name's prefix makes the browser reject a cookie set by another host of our domain. */
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
