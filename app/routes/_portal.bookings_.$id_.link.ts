import { redirect } from "@remix-run/node";
import { z } from "zod";
import { signedIn } from "#app/auth/procedures.server.ts";
import { renewGuestLink } from "#app/bookings/guest-link.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";

const params = z.object({ id: z.string() });

/** GET changes nothing. */
export const loader = signedIn.input({ params, search: WayBack }).query(async ({ input }) => {
  throw redirect(wayBack(input.search, input.params.id));
});

export const action = signedIn.input({ params, search: WayBack }).mutation(async ({ input, ctx }) => {
  renewGuestLink(ctx.app, ctx.viewer, input.params.id);
  return redirectWithFlash(wayBack(input.search, input.params.id), { tone: "success", text: "The private link was replaced. The old one no longer works." });
});
