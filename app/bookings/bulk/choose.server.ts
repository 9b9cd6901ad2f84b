import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import { searchOf } from "../all/filters.ts";
import { readFilters } from "../all/read-filters.server.ts";
import type { BulkChoice } from "./choice-form.ts";
import { draftRun, type Chosen } from "./draft.server.ts";

/**
 * Where a choice on the list leads: to the preview page, or to the exported file.
 *
 * @throws AppError as `draftRun`
 */
export function choose(app: App, viewer: PersonViewer, form: BulkChoice): string {
  const chosen = chosenBy(form);
  return form.verb === "export" ? csvOf(chosen) : paths.adminBulkRun(draftRun(app, viewer, form.verb, chosen));
}

function chosenBy({ scope, id, page, query, listed }: BulkChoice): Chosen {
  if (scope === "all") return { filters: readFilters(query), listed: /^\d+$/.test(listed) ? Number(listed) : null };
  return { ids: scope === "page" ? page.split(",").filter(Boolean) : id };
}

function csvOf(chosen: Chosen): string {
  if ("filters" in chosen) return paths.adminBookingsCsv({ ...searchOf(chosen.filters), limit: undefined, bom: 1 });
  if (chosen.ids.length === 0) throw new AppError("invalid", "Choose at least one booking first.");
  return paths.adminBookingsCsv({ id: chosen.ids, bom: 1 });
}
