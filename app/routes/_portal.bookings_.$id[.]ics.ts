import { z } from "zod";
import { signedIn } from "#app/auth/procedures.server.ts";
import { calendarFile } from "#app/bookings/calendar-file.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { calendarResponse } from "#app/lib/calendar-response.server.ts";

export const loader = signedIn.input({ params: z.object({ id: z.string() }) }).file(async ({ input, ctx }) => {
  const details = getBooking(ctx.app, ctx.viewer, input.params.id);
  return calendarResponse(calendarFile(ctx.app, details));
});
