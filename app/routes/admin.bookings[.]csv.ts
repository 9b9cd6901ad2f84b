import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { allBookingsCsv } from "#app/bookings/all/csv.server.ts";
import { AllFilters } from "#app/bookings/all/filters.ts";
import { csvResponse } from "#app/lib/csv-response.server.ts";

const Search = AllFilters.extend({ bom: z.literal("1").optional().catch(undefined) });

export const loader = admin.input({ search: Search }).file(async ({ input, ctx }) => {
  const { bom, ...filters } = input.search;
  return csvResponse(allBookingsCsv(ctx.app, ctx.viewer, filters, { bom: bom === "1" }), "bookings.csv");
});
