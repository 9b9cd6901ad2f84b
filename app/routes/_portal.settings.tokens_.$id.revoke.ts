import { redirect } from "@remix-run/node";
import { z } from "zod";
import { revokeApiToken } from "#app/auth/api-tokens.server.ts";
import { signedIn } from "#app/auth/procedures.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string() });

/** GET changes nothing. */
export const loader = signedIn.query(async () => {
  throw redirect(paths.tokens());
});

export const action = signedIn.input({ params }).mutation(async ({ input, ctx }) => {
  revokeApiToken(ctx.app, ctx.viewer, input.params.id);
  return redirectWithFlash(paths.tokens(), { tone: "success", text: "The token was revoked and no longer works." });
});
