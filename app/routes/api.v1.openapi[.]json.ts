import { openApiDocument } from "#app/api/openapi.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";
import { publicProcedure } from "#app/lib/procedure.server.ts";

/** It contains no personal data, so it needs no token. */
const answer = byMethod({
  GET: publicProcedure.respond(async ({ ctx }) => ({ status: 200, data: openApiDocument(ctx.origin), headers: { "Cache-Control": "public, max-age=300" } })),
});

export const loader = answer;
export const action = answer;
