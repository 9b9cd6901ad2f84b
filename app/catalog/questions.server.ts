import { writing } from "#db/client.ts";
import { AppError } from "#app/lib/errors.ts";
import { changeService } from "./change-service.server.ts";
import type { By, CatalogGround } from "./change.ts";
import type { Question } from "./model.ts";
import { serviceById } from "./queries.server.ts";
import { questionValues } from "./questions-form.ts";
import { assertVersion, versionOf } from "./version.server.ts";

const SPARE_ROWS = 1;

/** A service's questions as the form shows them, with room for more. @throws AppError not_found */
export function questionsPage({ db, hosts }: CatalogGround, id: string) {
  const service = serviceOr(db, id);
  return { id, name: service.name, now: questionValues(service.questions), version: versionOf(service.questions), rows: service.questions.length + SPARE_ROWS, isWithCalcom: hosts.write === null };
}

/** Appointments keep the answers they have. @throws AppError not_found; conflict on `version` */
export function saveQuestions(deps: CatalogGround, by: By, id: string, { questions, version }: { questions: Question[]; version: string }): void {
  writing(deps.db, (tx) => {
    const service = serviceOr(deps.db, id);
    assertVersion(service.questions, version);
    changeService(tx, deps, by, service, { questions });
  });
}

function serviceOr(db: CatalogGround["db"], id: string) {
  const service = serviceById(db, id);
  if (!service) throw new AppError("not_found", "There is no such service.");
  return service;
}
