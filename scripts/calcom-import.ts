import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { createApp, type App } from "#app/app.server.ts";
import { readAccount } from "#app/bookings/import/account.server.ts";
import { importAccount, type ImportReport } from "#app/bookings/import/import.server.ts";
import { createBranch } from "#app/catalog/create-branch.server.ts";
import type { Branch } from "#app/catalog/model.ts";
import { activeBranches, branchBySlug } from "#app/catalog/queries.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { AppError, isAppError } from "#app/lib/errors.ts";
import { createLog } from "#app/lib/log.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { openDatabase, writing, type Db } from "#db/client.ts";
import { keptAppSecret } from "./server/app-secret.ts";
import { openDataFolder } from "./server/data-folder.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { startupMessage } from "./server/startup-error.ts";

/** Import the event types, hosts and bookings of a Cal.com account. Without --apply it runs on a copy and only reports what it would do. */
const USAGE = 'Usage: npm run calcom:import -- [--apply] [--branch slug | --new-branch "Name" --address "Street 1, City"]';

const say = (line: string) => void process.stderr.write(`${line}\n`);
try {
  loadDotEnv();
  const { values } = parseArgs({ options: { apply: { type: "boolean" }, branch: { type: "string" }, "new-branch": { type: "string" }, address: { type: "string" } } });
  const env = parseEnv(process.env);
  const db = await openDataFolder(resolve(env.dataDir), { demo: false });
  try {
    const appOn = (at: Db): App => createApp({ db: at, env: { ...env, appSecret: env.appSecret ?? keptAppSecret(resolve(env.dataDir)) }, log: createLog(env.logLevel), demo: false });
    const app = appOn(db);
    if (app.farEnd.name !== "calcom") throw new AppError("invalid", "There is no Cal.com key yet: set CALCOM_API_KEY, or enter it at /admin/calcom.");
    const account = await readAccount(app, say);
    const run = (on: App) => importAccount(on, branchFor(on, values), account);
    print(values.apply ? run(app) : onCopy(db, (copy) => run(appOn(copy))));
    say(values.apply ? "Done." : "Nothing was changed. To import: npm run calcom:import -- --apply");
  } finally {
    db.$client.close();
  }
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error;
  say(isUsage ? `${error.message}\n${USAGE}` : isAppError(error) ? error.message : startupMessage(error));
  process.exitCode = 1;
}

function branchFor({ db, ...deps }: App, given: { branch?: string; "new-branch"?: string; address?: string }): Branch {
  const name = given["new-branch"];
  if (name) {
    const known = activeBranches(db).find((branch) => branch.name === name);
    const make = () => writing(db, (tx) => createBranch(tx, deps, { actor: "system:import", source: "import" }, { name, address: given.address ?? "", timeZone: readCompany(db).timeZone }));
    return known ?? make();
  }
  const branch = given.branch ? branchBySlug(db, given.branch) : activeBranches(db)[0];
  if (!branch) throw new AppError("not_found", `${given.branch ? `There is no branch "${given.branch}".` : "There is no branch yet."}\n${USAGE}`);
  return branch;
}

/** A dry run is the real run on a copy that is thrown away, so its report cannot differ. */
function onCopy<T>(db: Db, work: (copy: Db) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-import-"));
  try {
    const file = join(folder, "copy.db");
    db.run(sql`VACUUM INTO ${file}`);
    const copy = openDatabase(file);
    try {
      return work(copy);
    } finally {
      copy.$client.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print({ services, people, offered, known, left, bookings }: ImportReport): void {
  const lines = [
    `Services added: ${services.length}${services.length > 0 ? ` (${services.join(", ")})` : ""}`,
    `People added: ${people.length}${people.length > 0 ? ` (${people.join(", ")})` : ""}`,
    `Event types linked: ${offered}, linked before: ${known}, left out: ${left.length}`,
    ...left.map(({ title, why }) => `  left out: ${title} - ${why}`),
    `Bookings read: ${bookings.read}, added: ${bookings.added}, changed: ${bookings.changed}, as before: ${bookings.same}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
