import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";
import { setWorksAs, WorksAsForm } from "#app/people/works-as.server.ts";

const params = z.object({ id: z.string().min(1).max(60) });

/** GET changes nothing. */
export const loader = admin.input({ params }).query(async ({ input }) => {
  throw redirect(paths.adminPerson(input.params.id));
});

export const action = admin.input({ params, form: WorksAsForm }).mutation(async ({ input, ctx }) => {
  setWorksAs(ctx.app, { viewer: ctx.viewer, correlationId: ctx.requestId }, input.params.id, input.form.staff);
  return redirectWithFlash(paths.adminPerson(input.params.id), { tone: "success", text: "What they may do was changed." });
});
