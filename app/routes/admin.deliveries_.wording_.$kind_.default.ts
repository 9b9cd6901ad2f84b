import { redirect } from "@remix-run/node";
import { admin } from "#app/auth/procedures.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";
import { restoreWording } from "#app/notifications/wording/change.server.ts";
import { RestoreForm, WordingParams } from "#app/notifications/wording/form.ts";

/** GET changes nothing. */
export const loader = admin.input({ params: WordingParams }).query(async ({ input }) => {
  throw redirect(paths.adminWording(input.params.kind));
});

export const action = admin.input({ params: WordingParams, form: RestoreForm }).mutation(async ({ input, ctx }) => {
  const { kind } = input.params;
  restoreWording(ctx.app, { actor: actorOf(ctx.viewer), correlationId: ctx.requestId }, kind, input.form.channel);
  return redirectWithFlash(paths.adminWording(kind), { tone: "success", text: "The default words are back. Yours are kept in the history." });
});
