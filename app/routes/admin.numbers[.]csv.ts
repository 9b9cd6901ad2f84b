import { admin } from "#app/auth/procedures.server.ts";
import { numbersCsv } from "#app/insights/csv.ts";
import { overview } from "#app/insights/overview.server.ts";
import { PeriodSearch } from "#app/insights/period.ts";
import { csvResponse } from "#app/lib/csv-response.server.ts";

export const loader = admin.input({ search: PeriodSearch }).file(async ({ input, ctx }) => {
  const numbers = await overview(ctx.app, input.search);
  return csvResponse(numbersCsv(numbers), `numbers-${numbers.period.from}-${numbers.period.to}.csv`);
});
