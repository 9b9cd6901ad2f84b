import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { sendNow } from "#app/bookings/absences/send-now.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string().max(60) });

/** GET changes nothing. */
export const loader = admin.input({ params }).query(async ({ input }) => {
  throw redirect(paths.adminAbsence(input.params.id));
});

export const action = admin.input({ params }).mutation(async ({ input, ctx }) => {
  sendNow(ctx.app, ctx.viewer, input.params.id, { correlationId: ctx.requestId });
  return redirectWithFlash(paths.adminAbsence(input.params.id), { tone: "success", text: "It is being done now." });
});
