import { createCookie, type AppLoadContext } from "@remix-run/node";
import { z } from "zod";

const Theme = z.enum(["light", "dark", "system"]).catch("system");

export type Theme = z.output<typeof Theme>;

const YEAR_S = 365 * 24 * 3_600;

/** The theme chosen with the switch; the system's until then. */
export async function readTheme(request: Request): Promise<Theme> {
  return Theme.parse(await cookieFor("").parse(request.headers.get("Cookie")).catch(() => null));
}

export async function keepTheme({ origin, responseHeaders }: Pick<AppLoadContext, "origin" | "responseHeaders">, theme: Theme): Promise<void> {
  responseHeaders.append("Set-Cookie", await cookieFor(origin).serialize(theme));
}

function cookieFor(origin: string) {
  return createCookie("fd_theme", { path: "/", httpOnly: true, sameSite: "lax", secure: origin.startsWith("https:"), maxAge: YEAR_S });
}
