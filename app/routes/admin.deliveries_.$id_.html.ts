import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { frameOf } from "#app/notifications/frame.server.ts";
import { messageHtml } from "#app/notifications/message-page.server.ts";

export const loader = admin.input({ params: z.object({ id: z.string() }) }).file(async ({ input, ctx }) => frameOf(messageHtml(ctx.app, input.params.id, ctx.origin)));
