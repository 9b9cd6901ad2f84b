import { redirect } from "@remix-run/node";
import { z } from "zod";
import { feedOwner } from "#app/auth/calendar-page.server.ts";
import { renewFeed } from "#app/auth/feed-tokens.server.ts";
import { signedIn } from "#app/auth/procedures.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

/** GET changes nothing. */
export const loader = signedIn.query(async () => {
  throw redirect(paths.calendar());
});

export const action = signedIn.input({ params: z.object({ whose: z.string() }) }).mutation(async ({ input, ctx }) => {
  renewFeed(ctx.app, ctx.viewer, feedOwner(ctx.user, input.params.whose));
  return redirectWithFlash(paths.calendar(), { tone: "success", text: "The address is ready. Any address you had before has stopped working." });
});
