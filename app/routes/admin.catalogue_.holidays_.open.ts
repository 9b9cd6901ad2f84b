import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { openDay } from "#app/bookings/catalogue/close-days.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

/** GET changes nothing. */
export const loader = admin.query(async () => {
  throw redirect(paths.adminHolidays());
});

export const action = admin.input({ form: z.object({ date: z.iso.date() }) }).mutation(async ({ input, ctx }) => {
  openDay(ctx.app, atDesk(ctx), input.form.date);
  return redirectWithFlash(paths.adminHolidays(), { tone: "success", text: "Open again, at the weekly hours." });
});
