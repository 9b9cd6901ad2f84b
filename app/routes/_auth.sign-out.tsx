import { redirect } from "@remix-run/node";
import { noStore } from "#app/auth/procedures.server.ts";
import { endSessionCookie, readSessionCookie } from "#app/auth/session-cookie.server.ts";
import { signOut } from "#app/auth/sign-out.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

/** Opening the address signs nobody out: anybody could make a page that opens it. */
export const loader = noStore.query(async () => {
  throw redirect(paths.home());
});

export const action = noStore.mutation(async ({ ctx, request }) => {
  signOut(ctx.app, await readSessionCookie({ request, origin: ctx.origin }));
  await endSessionCookie(ctx);
  return redirectWithFlash(paths.home(), { tone: "success", text: "You are signed out." });
});
