import { z } from "zod";
import { noStore } from "#app/auth/procedures.server.ts";
import { calendarFile } from "#app/bookings/calendar-file.server.ts";
import { guestOf } from "#app/bookings/guest-link.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { calendarResponse } from "#app/lib/calendar-response.server.ts";

export const loader = noStore.input({ params: z.object({ token: z.string() }) }).file(async ({ input, ctx }) => {
  const viewer = guestOf(ctx.app, input.params.token);
  const details = getBooking(ctx.app, viewer, viewer.bookingId);
  return calendarResponse(calendarFile(ctx.app, details));
});
