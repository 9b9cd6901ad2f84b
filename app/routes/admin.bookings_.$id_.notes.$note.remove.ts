import { redirect } from "@remix-run/node";
import { z } from "zod";
import { desk } from "#app/auth/procedures.server.ts";
import { removeNote } from "#app/bookings/desk/notes.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";

const params = z.object({ id: z.string().min(1).max(60), note: z.string().min(1).max(60) });

/** GET changes nothing. */
export const loader = desk.input({ params, search: WayBack }).query(async ({ input }) => {
  throw redirect(wayBack(input.search, input.params.id));
});

export const action = desk.input({ params, search: WayBack }).mutation(async ({ input, ctx }) => {
  const { id, note } = input.params;
  removeNote(ctx.app, ctx.viewer, id, { id: note, correlationId: ctx.requestId });
  return redirectWithFlash(wayBack(input.search, id), { tone: "success", text: "The note was removed." });
});
