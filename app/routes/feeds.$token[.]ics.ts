import { z } from "zod";
import { answerFeed } from "#app/bookings/feed.server.ts";
import { publicProcedure } from "#app/lib/procedure.server.ts";

export const loader = publicProcedure.input({ params: z.object({ token: z.string() }) }).file(async ({ input, ctx, request }) => answerFeed(ctx.app, request, input.params.token, ctx));
