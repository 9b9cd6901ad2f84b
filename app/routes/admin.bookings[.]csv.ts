import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { allBookingsCsv, chosenBookingsCsv } from "#app/bookings/all/csv.server.ts";
import { AllFilters } from "#app/bookings/all/filters.ts";
import { csvResponse } from "#app/lib/csv-response.server.ts";

/** Repeatable: the bookings chosen on a page, instead of what the filters match. */
const ids = z.preprocess((asked) => (asked === undefined ? [] : [asked].flat()), z.array(z.string())).catch([]);
const Search = AllFilters.extend({ id: ids, bom: z.literal("1").optional().catch(undefined) });

export const loader = admin.input({ search: Search }).file(async ({ input, ctx }) => {
  const { bom, id, ...filters } = input.search;
  const options = { bom: bom === "1" };
  return csvResponse(id.length > 0 ? chosenBookingsCsv(ctx.app, ctx.viewer, id, options) : allBookingsCsv(ctx.app, ctx.viewer, filters, options), "bookings.csv");
});
