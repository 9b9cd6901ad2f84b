import { bookingJson } from "#app/api/booking-json.server.ts";
import { operations } from "#app/api/operations.ts";
import { reader } from "#app/auth/bearer.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";

const answer = byMethod({
  GET: reader.input(operations.getBooking.input).respond(async ({ input, ctx }) => ({ status: 200, data: bookingJson(ctx.app, getBooking(ctx.app, ctx.viewer, input.params.id)) })),
});

export const loader = answer;
export const action = answer;
