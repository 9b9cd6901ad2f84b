import { writing } from "#db/client.ts";
import { services } from "#db/schema/catalog.ts";
import { importRows, importRuns } from "#db/schema/import.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import { readFile } from "./read-file.ts";

/** Rows per statement. */
const AT_ONCE = 500;

/**
 * Store the rows of a file for the preview. Books nothing.
 *
 * @returns the run's id
 * @throws AppError forbidden; invalid on `file`
 */
export function draftImport(app: App, viewer: PersonViewer, bytes: Uint8Array): string {
  assertAdministrator(viewer);
  const questions = app.db.select({ questions: services.questions }).from(services).all().flatMap((service) => service.questions);
  const rows = readFile(bytes, questions.flatMap(({ label, slug }) => [label, slug]));
  const id = newId(app.random);
  writing(app.db, (tx) => {
    tx.insert(importRuns).values({ id, state: "draft", startedBy: viewer.userId, tells: false, createdAt: app.clock() }).run();
    for (let at = 0; at < rows.length; at += AT_ONCE) tx.insert(importRows).values(rows.slice(at, at + AT_ONCE).map((row) => ({ runId: id, ...row, state: "waiting" as const }))).run();
  });
  return id;
}
