import type { z } from "zod";
import { writing } from "#db/client.ts";
import type { By, CatalogGround } from "./change.ts";
import { createService } from "./create-service.server.ts";
import type { Service } from "./model.ts";
import { rulesOf, type NewServiceForm } from "./service-form.server.ts";

/** Add a service, without offerings yet. @throws AppError conflict on `slug` */
export function addService(deps: CatalogGround, by: By, form: z.output<typeof NewServiceForm>): Service {
  return writing(deps.db, (tx) => createService(tx, deps, by, { ...rulesOf(form), slug: form.slug }));
}
