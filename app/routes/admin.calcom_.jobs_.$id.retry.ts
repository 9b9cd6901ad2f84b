import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { retryJob } from "#app/jobs/dead.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.coerce.number().int().positive() });

/** GET changes nothing. */
export const loader = admin.query(async () => {
  throw redirect(paths.adminJobs());
});

export const action = admin.input({ params }).mutation(async ({ input, ctx }) => {
  const done = retryJob(ctx.app, input.params.id);
  return redirectWithFlash(paths.adminJobs(), done ? { tone: "success", text: "It is being tried again." } : { tone: "info", text: "It no longer exists." });
});
