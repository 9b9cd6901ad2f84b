import { z } from "zod";
import { noStore } from "#app/auth/procedures.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { calendarResponse } from "#app/lib/calendar-response.server.ts";
import { messageCalendar } from "#app/notifications/message-page.server.ts";

export const loader = noStore.input({ params: z.object({ id: z.string() }) }).file(async ({ input, ctx }) => {
  if (!ctx.app.demo) throw new AppError("not_found", "There is no such page.");
  return calendarResponse(messageCalendar(ctx.app, input.params.id, ctx.origin));
});
