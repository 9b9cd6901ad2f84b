import { openApiDocument } from "#app/api/openapi.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";
import { publicProcedure } from "#app/lib/procedure.server.ts";

/** It holds nothing of anybody's, so it asks for no token. */
const answer = byMethod({
  GET: publicProcedure.respond(async ({ ctx }) => ({ status: 200, data: openApiDocument(ctx.origin), headers: { "Cache-Control": "public, max-age=300" } })),
});

export const loader = answer;
export const action = answer;
