import { createCookie, type AppLoadContext, type Cookie } from "@remix-run/node";
import { DAY_MS, SECOND_MS } from "#app/lib/time.ts";
import { hashToken, newToken } from "#app/lib/tokens.server.ts";

const VISITOR_MS = 30 * DAY_MS;

/**
 * The visitor as the domain knows them: the hash of the cookie's random id ("holder"), which is anonymous and cannot be
 * turned back into the cookie. Null until something has been chosen.
 */
export async function readVisitor(request: Request): Promise<string | null> {
  const id: unknown = await cookieFor("").parse(request.headers.get("Cookie"));
  return typeof id === "string" && /^[\w-]{43}$/.test(id) ? hashToken(id) : null;
}

/** The same, with a new cookie in the response if there was none. Only used where a choice is stored: browsing needs no cookie. */
export async function ensureVisitor(request: Request, ctx: Pick<AppLoadContext, "app" | "origin" | "responseHeaders">): Promise<string> {
  const known = await readVisitor(request);
  if (known !== null) return known;
  const id = newToken(ctx.app.random);
  ctx.responseHeaders.append("Set-Cookie", await cookieFor(ctx.origin).serialize(id));
  return hashToken(id);
}

function cookieFor(origin: string): Cookie {
  return createCookie("fd_visitor", {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: origin.startsWith("https:"),
    maxAge: VISITOR_MS / SECOND_MS,
  });
}
