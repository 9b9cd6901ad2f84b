import { signedIn } from "#app/auth/procedures.server.ts";
import { BookingFilters } from "#app/bookings/filters.ts";
import { portalExport } from "#app/bookings/portal/export.server.ts";
import { csvResponse } from "#app/lib/csv-response.server.ts";

export const loader = signedIn.input({ search: BookingFilters }).file(async ({ input, ctx }) => {
  const { pieces, fileName } = portalExport(ctx.app, ctx.user, input.search);
  return csvResponse(pieces, fileName);
});
