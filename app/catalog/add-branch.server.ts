import type { z } from "zod";
import { writing } from "#db/client.ts";
import { branchOf, type NewBranchForm } from "./branch-form.ts";
import type { By, CatalogGround } from "./change.ts";
import { createBranch } from "./create-branch.server.ts";
import type { Branch } from "./model.ts";

/** Add a branch, without offerings yet. @throws AppError conflict on `slug` */
export function addBranch(deps: CatalogGround, by: By, form: z.output<typeof NewBranchForm>): Branch {
  return writing(deps.db, (tx) => createBranch(tx, deps, by, branchOf(form)));
}
