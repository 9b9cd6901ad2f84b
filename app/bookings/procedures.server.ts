import { signedIn, noStore } from "#app/auth/procedures.server.ts";
import { guestOf } from "./guest-link.server.ts";
import { getBooking } from "./queries.server.ts";

/** Guard: whoever has a booking's private link (`$token`). An unknown one is not found, whatever the form contains. */
export const guestOfBooking = noStore.guard(({ ctx, params }) => ({ guest: guestOf(ctx.app, params["token"] ?? "") }));

/** Guard: whoever may see the booking (`$id`). Somebody else's is not found, whatever the form contains. */
export const viewerOfBooking = signedIn.guard(({ ctx, params }) => {
  getBooking(ctx.app, ctx.viewer, params["id"] ?? "");
  return {};
});
