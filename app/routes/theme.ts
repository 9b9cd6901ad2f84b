import { redirect } from "@remix-run/node";
import { z } from "zod";
import { localPath } from "#app/lib/local-path.ts";
import { paths } from "#app/lib/paths.ts";
import { publicProcedure } from "#app/lib/procedure.server.ts";
import { keepTheme } from "#app/lib/theme.server.ts";

const ThemeForm = z.object({
  theme: z.enum(["light", "dark", "system"]).catch("system"),
  returnTo: z.unknown().optional().transform((path) => localPath(path, paths.home())),
});

/** A visitor who opens this URL directly is redirected to a page. */
export const loader = publicProcedure.query(async () => redirect(paths.home()));

export const action = publicProcedure.input({ form: ThemeForm }).mutation(async ({ input, ctx }) => {
  await keepTheme(ctx, input.form.theme);
  return redirect(input.form.returnTo);
});
