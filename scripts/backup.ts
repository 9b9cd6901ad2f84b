import { parseArgs } from "node:util";
import { join, resolve } from "node:path";
import { parseEnv } from "#app/lib/env.server.ts";
import { backUp } from "./server/back-up.ts";
import { databaseFile } from "./server/data-folder.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { startupMessage } from "./server/startup-error.ts";

try {
  const { values } = parseArgs({ options: { to: { type: "string" } } });
  loadDotEnv();
  const dataDir = resolve(parseEnv(process.env).dataDir);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const copy = resolve(values.to ?? join(dataDir, "backups", `frontdesk-${stamp}Z.db`));
  const { tables, rows } = backUp(databaseFile(dataDir), copy);
  process.stdout.write(`${copy}\n`);
  process.stderr.write(`Verified: ${rows} rows in ${tables} tables. Keep ${join(dataDir, "app-secret")} as well, in another place.\n`);
} catch (error) {
  process.stderr.write(`${startupMessage(error)}\n`);
  process.exit(1);
}
