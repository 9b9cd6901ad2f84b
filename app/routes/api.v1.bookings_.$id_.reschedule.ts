import { changed } from "#app/api/changed.server.ts";
import { idempotent } from "#app/api/idempotency.server.ts";
import { operations } from "#app/api/operations.ts";
import { writer } from "#app/auth/bearer.server.ts";
import { moveBooking } from "#app/bookings/move.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";

const answer = byMethod({
  POST: writer.input(operations.reschedule.input).respond(async ({ input: { params, body }, ctx, request }) => {
    const { app, bearer, viewer, requestId } = ctx;
    const move = () => moveBooking(app, viewer, params.id, { startMs: body.start, reason: body.reason ?? undefined, correlationId: requestId });
    return changed(app, await idempotent(app, { request, bearer, body }, move));
  }),
});

export const loader = answer;
export const action = answer;
