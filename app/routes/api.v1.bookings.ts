import { book } from "#app/api/book.server.ts";
import { made } from "#app/api/changed.server.ts";
import { listBookings } from "#app/api/list-bookings.server.ts";
import { idempotent } from "#app/api/idempotency.server.ts";
import { operations } from "#app/api/operations.ts";
import { reader, writer } from "#app/auth/bearer.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";

const answer = byMethod({
  GET: reader.input(operations.listBookings.input).respond(async ({ input, ctx }) => ({ status: 200, data: listBookings(ctx.app, ctx.viewer, input.search) })),
  POST: writer.input(operations.book.input).respond(async ({ input: { body }, ctx, request }) => {
    const { app, bearer, requestId } = ctx;
    return made(app, await idempotent(app, { request, bearer, body }, (key) => book(app, bearer, body, { key, correlationId: requestId })));
  }),
});

export const loader = answer;
export const action = answer;
