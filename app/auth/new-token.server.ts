import { createCookie, redirect, type AppLoadContext, type TypedResponse } from "@remix-run/node";
import { paths } from "#app/lib/paths.ts";

/** Carries a new token from the form that made it to the one page that shows it. Not the flash cookie, which every page reads. */
const cookie = createCookie("fd_new_token", { path: paths.tokens(), httpOnly: true, sameSite: "strict", maxAge: 60 });

export async function redirectWithToken(token: string): Promise<TypedResponse<never>> {
  return redirect(paths.tokens(), { headers: { "Set-Cookie": await cookie.serialize(token) } });
}

/** Shown once: reading deletes it. */
export async function takeNewToken(request: Request, { responseHeaders }: Pick<AppLoadContext, "responseHeaders">): Promise<string | null> {
  const token: unknown = await cookie.parse(request.headers.get("Cookie")).catch(() => null);
  if (typeof token !== "string" || !/^fd_[\w-]{43}$/.test(token)) return null;
  responseHeaders.append("Set-Cookie", await cookie.serialize("", { maxAge: 0 }));
  return token;
}
