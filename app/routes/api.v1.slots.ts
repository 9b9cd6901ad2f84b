import { operations } from "#app/api/operations.ts";
import { listSlots } from "#app/api/slots.server.ts";
import { reader } from "#app/auth/bearer.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";

const answer = byMethod({
  GET: reader.input(operations.listSlots.input).respond(({ input, ctx }) => listSlots(ctx.app, input.search)),
});

export const loader = answer;
export const action = answer;
