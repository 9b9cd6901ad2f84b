import { z } from "zod";
import { noStore } from "#app/auth/procedures.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { frameOf } from "#app/notifications/frame.server.ts";
import { messageHtml } from "#app/notifications/message-page.server.ts";

export const loader = noStore.input({ params: z.object({ id: z.string() }) }).file(async ({ input, ctx }) => {
  if (!ctx.app.demo) throw new AppError("not_found", "There is no such page.");
  return frameOf(messageHtml(ctx.app, input.params.id, ctx.origin));
});
