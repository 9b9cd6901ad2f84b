import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { calendarResponse } from "#app/lib/calendar-response.server.ts";
import { messageCalendar } from "#app/notifications/message-page.server.ts";

export const loader = admin.input({ params: z.object({ id: z.string() }) }).file(async ({ input, ctx }) => calendarResponse(messageCalendar(ctx.app, input.params.id, ctx.origin)));
