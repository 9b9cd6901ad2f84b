import { BookingQuery } from "#app/api/booking-inputs.ts";
import { listBookings } from "#app/api/list-bookings.server.ts";
import { reader } from "#app/auth/bearer.server.ts";
import { byMethod } from "#app/lib/json-answer.server.ts";

const answer = byMethod({
  GET: reader.input({ search: BookingQuery }).respond(async ({ input, ctx }) => ({ status: 200, data: listBookings(ctx.app, ctx.viewer, input.search) })),
});

export const loader = answer;
export const action = answer;
