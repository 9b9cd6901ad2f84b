import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";
import { setBlocked } from "#app/people/block.server.ts";

const params = z.object({ id: z.string().min(1).max(60) });

/** GET changes nothing. */
export const loader = admin.input({ params }).query(async ({ input }) => {
  throw redirect(paths.adminPerson(input.params.id));
});

export const action = admin.input({ params, form: z.object({ blocked: z.enum(["yes", "no"]) }) }).mutation(async ({ input, ctx }) => {
  setBlocked(ctx.app, { viewer: ctx.viewer, correlationId: ctx.requestId }, input.params.id, input.form.blocked === "yes");
  return redirectWithFlash(paths.adminPerson(input.params.id), { tone: "success", text: input.form.blocked === "yes" ? "Blocked." : "Unblocked." });
});
