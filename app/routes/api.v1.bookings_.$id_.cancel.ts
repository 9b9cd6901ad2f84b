import { changed } from "#app/api/changed.server.ts";
import { idempotent } from "#app/api/idempotency.server.ts";
import { operations } from "#app/api/operations.ts";
import { writer } from "#app/auth/bearer.server.ts";
import { cancelBooking } from "#app/bookings/cancel.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";

const answer = byMethod({
  POST: writer.input(operations.cancel.input).respond(async ({ input: { params, body }, ctx, request }) => {
    const { app, bearer, viewer, requestId } = ctx;
    const cancel = () => cancelBooking(app, viewer, params.id, { reason: body.reason ?? undefined, correlationId: requestId });
    return changed(app, await idempotent(app, { request, bearer, body }, cancel), "cancelled");
  }),
});

export const loader = answer;
export const action = answer;
