import { redirect, type TypedResponse } from "@remix-run/node";
import { createCookie } from "@remix-run/node";
import { z } from "zod";

/** A message shown once, on the page a change leads to. */
export interface Flash {
  tone: "success" | "info" | "error";
  text: string;
}

const Flash = z.object({ tone: z.enum(["success", "info", "error"]), text: z.string().max(500) });

const cookie = createCookie("fd_flash", { path: "/", httpOnly: true, sameSite: "lax", maxAge: 60 });

export async function redirectWithFlash(to: string, flash: Flash): Promise<TypedResponse<never>> {
  return redirect(to, { headers: { "Set-Cookie": await cookie.serialize(flash) } });
}

/** Read the message and delete it: `responseHeaders` get the expired cookie. */
export async function takeFlash(request: Request, responseHeaders: Headers): Promise<Flash | null> {
  const parsed = Flash.safeParse(await cookie.parse(request.headers.get("Cookie")).catch(() => null));
  if (!parsed.success) return null;
  responseHeaders.append("Set-Cookie", await cookie.serialize("", { maxAge: 0 }));
  return parsed.data;
}
