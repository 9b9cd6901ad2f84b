import { resolve } from "node:path";
import { openDataFolder } from "./server/data-folder.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { startupMessage } from "./server/startup-error.ts";

/** Fill a data folder with the demo's practice without starting it. Repeating it changes nothing. */
try {
  loadDotEnv();
  const dataDir = resolve(process.env.DATA_DIR || "./data-demo");
  const db = await openDataFolder(dataDir, { demo: true });
  db.$client.close();
  process.stderr.write(`${dataDir} holds the demo\n`);
} catch (error) {
  process.stderr.write(`${startupMessage(error)}\n`);
  process.exitCode = 1;
}
