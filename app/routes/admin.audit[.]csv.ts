import { eventsCsv } from "#app/audit/csv.ts";
import { AuditFilters } from "#app/audit/filters.ts";
import { exportEvents } from "#app/audit/page.server.ts";
import { admin } from "#app/auth/procedures.server.ts";
import { csvResponse } from "#app/lib/csv-response.server.ts";

export const loader = admin.input({ search: AuditFilters }).file(async ({ input, ctx }) => csvResponse(eventsCsv(exportEvents(ctx.app, input.search)), "history.csv"));
