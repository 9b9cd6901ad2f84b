import { signedIn, unstored } from "#app/auth/procedures.server.ts";
import { guestOf } from "./guest-link.server.ts";
import { getBooking } from "./queries.server.ts";

/** Whoever holds a booking's private link (`$token`). An unknown one is not found, whatever the form says. */
export const guestOfBooking = unstored.guard(({ ctx, params }) => ({ guest: guestOf(ctx.app, params["token"] ?? "") }));

/** Whoever may see the booking (`$id`). Somebody else's is not found, whatever the form says. */
export const viewerOfBooking = signedIn.guard(({ ctx, params }) => {
  getBooking(ctx.app, ctx.viewer, params["id"] ?? "");
  return {};
});
