import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { retryFailed } from "#app/bookings/bulk/start.server.ts";
import { bookingsText } from "#app/bookings/bulk/words.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string().min(1).max(60) });

/** GET changes nothing. */
export const loader = admin.input({ params }).query(async ({ input }) => {
  throw redirect(paths.adminBulkRun(input.params.id));
});

export const action = admin.input({ params }).mutation(async ({ input, ctx }) => {
  const count = retryFailed(ctx.app, ctx.viewer, input.params.id, ctx.requestId);
  return redirectWithFlash(paths.adminBulkRun(input.params.id), count > 0 ? { tone: "success", text: `Trying ${bookingsText(count)} again.` } : { tone: "info", text: "None of it has failed." });
});
