import { parseArgs } from "node:util";
import { findByEmail } from "#app/auth/accounts.server.ts";
import { issueApiToken } from "#app/auth/api-tokens.server.ts";
import { Email } from "#app/auth/email.ts";
import { accountMail } from "#app/auth/account-mails.server.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { openDatabase, writing, type Db } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { databaseFile, existingFolders } from "./server/data-folder.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { StartupError, startupMessage } from "./server/startup-error.ts";

/** Make a personal access token for the JSON API and print it: nothing else goes to standard output. */
const USAGE = "Usage: npm run --silent token -- --email name@example.com [--name \"What it is for\"] [--read-only]";

const say = (line: string) => void process.stderr.write(`${line}\n`);
try {
  loadDotEnv();
  const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string" }, "read-only": { type: "boolean" } } });
  const email = Email.safeParse(values.email);
  if (!email.success) {
    say(USAGE);
    process.exitCode = 2;
  } else {
    process.stdout.write(`${tokenFor(email.data, { name: values.name?.trim() || "Made at the terminal", readOnly: values["read-only"] === true })}\n`);
  }
} catch (error) {
  say(startupMessage(error));
  process.exitCode = 1;
}

function tokenFor(email: string, { name, readOnly }: { name: string; readOnly: boolean }): string {
  const folders = existingFolders();
  for (const folder of folders) {
    const token = tokenIn(folder, email, { name, readOnly });
    if (token !== null) return token;
  }
  throw new StartupError(`${email} has no account in ${folders.join(" or ")}.`);
}

function tokenIn(folder: string, email: string, { name, readOnly }: { name: string; readOnly: boolean }): string | null {
  const db = openDatabase(databaseFile(folder));
  try {
    migrateDatabase(db);
    const userId = accountOf(db, email);
    if (userId === null) return null;
    const scopes = readOnly ? (["read"] as const) : (["read", "write"] as const);
    const deps = { clock: systemClock, random: systemRandom };
    return writing(db, (tx) => {
      enqueueMail(tx, deps, { recipient: email, userId, ...accountMail({ db }, "token-made", { token: name }) });
      return issueApiToken(tx, deps, { userId, actor: "system:token script" }, { name, scopes: [...scopes] });
    });
  } finally {
    db.$client.close();
  }
}

/** A guest has no account, and somebody who is blocked no token. */
function accountOf(db: Db, email: string): string | null {
  const found = findByEmail(db, email);
  if (found?.blockedAt) throw new StartupError(`${email} is blocked.`);
  return found?.passwordHash ? found.id : null;
}
