import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string().min(1).max(60) });

/** One page shows an appointment to whoever may see it; to administrators with the desk's verbs. */
export const loader = admin.input({ params }).query(async ({ input, ctx }) => {
  const { id } = getBooking(ctx.app, ctx.viewer, input.params.id);
  throw redirect(paths.booking(id));
});
