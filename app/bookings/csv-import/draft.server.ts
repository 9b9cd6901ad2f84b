import { writing } from "#db/client.ts";
import { importRows, importRuns } from "#db/schema/import.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import { readFile } from "./read-file.ts";

/**
 * Keep what a file says, to be looked at and confirmed. Books nothing.
 *
 * @returns the run's id
 * @throws AppError forbidden; invalid on `file`
 */
export function draftImport(app: App, viewer: PersonViewer, bytes: Uint8Array): string {
  assertAdministrator(viewer);
  const rows = readFile(bytes);
  const id = newId(app.random);
  writing(app.db, (tx) => {
    tx.insert(importRuns).values({ id, state: "draft", startedBy: viewer.userId, tells: false, createdAt: app.clock() }).run();
    for (const row of rows) tx.insert(importRows).values({ runId: id, ...row, state: "waiting" }).run();
  });
  return id;
}
