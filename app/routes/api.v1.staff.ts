import { listStaff } from "#app/api/catalog.server.ts";
import { operations } from "#app/api/operations.ts";
import { reader } from "#app/auth/bearer.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";

const answer = byMethod({
  GET: reader.input(operations.listStaff.input).respond(async ({ input, ctx }) => ({ status: 200, data: listStaff(ctx.app, input.search) })),
});

export const loader = answer;
export const action = answer;
