import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { resend } from "#app/notifications/resend.server.ts";

const params = z.object({ id: z.string() });

/** GET changes nothing. */
export const loader = admin.input({ params }).query(async ({ input }) => {
  throw redirect(paths.adminDelivery(input.params.id));
});

export const action = admin.input({ params }).mutation(async ({ input, ctx }) => {
  const again = newId(ctx.app.random);
  const id = resend(ctx.app, input.params.id, again);
  if (id === null) return redirectWithFlash(paths.adminDelivery(input.params.id), { tone: "info", text: "This message is on its way already, or cannot be sent again." });
  return redirectWithFlash(paths.adminDelivery(id), { tone: "success", text: "The message goes out next." });
});
