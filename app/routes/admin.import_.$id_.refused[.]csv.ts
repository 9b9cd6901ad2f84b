import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { refusedCsv } from "#app/bookings/csv-import/page.server.ts";
import { csvResponse } from "#app/lib/csv-response.server.ts";

export const loader = admin.input({ params: z.object({ id: z.string().min(1).max(60) }) }).file(async ({ input, ctx }) => csvResponse(refusedCsv(ctx.app, input.params.id), "refused.csv"));
