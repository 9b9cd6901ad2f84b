import { parseArgs } from "node:util";
import { verifyChain, type ChainReport } from "#app/audit/verify.server.ts";
import { openDatabase } from "#db/client.ts";
import { databaseFile, existingFolders } from "./server/data-folder.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { startupMessage } from "./server/startup-error.ts";

/**
 * npm run audit:verify [-- --noted HASH]: verifies the hash chain of the audit log. It changes nothing, and exits with
 * 1 if the chain is broken, naming the first bad link. Passing the hash it printed last time proves that nothing before
 * it was rewritten.
 */
try {
  loadDotEnv();
  const { values } = parseArgs({ options: { noted: { type: "string" } } });
  for (const folder of existingFolders()) {
    const db = openDatabase(databaseFile(folder));
    const report = verifyChain(db, values.noted);
    db.$client.close();
    process.stdout.write(`${folder}: ${sentenceOf(report)}\n`);
    if (report.broken || !report.knowsNoted) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${startupMessage(error)}\n`);
  process.exitCode = 1;
}

function sentenceOf({ whole, head, broken, knowsNoted }: ChainReport): string {
  if (broken) return `event ${broken.seq} is ${broken.why}. The ${whole} before it are intact.`;
  if (!knowsNoted) return `the chain of ${whole} events is intact, but none of them has the noted hash: it was rewritten.`;
  return `all ${whole} events are intact. Last hash: ${head ?? "none"}`;
}
