import { redirect } from "@remix-run/node";
import { z } from "zod";
import { signedIn } from "#app/auth/procedures.server.ts";
import { renewGuestLink } from "#app/bookings/guest-link.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string() });

/** Opening the address replaces nothing. */
export const loader = signedIn.input({ params }).query(async ({ input }) => {
  throw redirect(paths.booking(input.params.id));
});

export const action = signedIn.input({ params }).mutation(async ({ input, ctx }) => {
  renewGuestLink(ctx.app, ctx.viewer, input.params.id);
  return redirectWithFlash(paths.booking(input.params.id), { tone: "success", text: "The private link was replaced. The old one no longer works." });
});
