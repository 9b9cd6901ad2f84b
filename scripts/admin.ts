import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Email } from "#app/auth/email.ts";
import { makeAdministrator } from "#app/auth/make-administrator.server.ts";
import { parseEnv, type Env } from "#app/lib/env.server.ts";
import { paths } from "#app/lib/paths.ts";
import { systemClock } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import { openDataFolder } from "./server/data-folder.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { startupMessage } from "./server/startup-error.ts";

/** Make an administrator, or let one back in, and print the one-time link: the way in when there is no mail. */
const USAGE = 'Usage: npm run admin -- --email name@example.com [--name "Their name"]';

const say = (line: string) => void process.stderr.write(`${line}\n`);
try {
  loadDotEnv();
  const env = parseEnv(process.env);
  const person = readPerson();
  if (person === null) {
    say(USAGE);
    process.exitCode = 2;
  } else {
    process.stdout.write(`${await linkFor(env, person)}\n`);
  }
} catch (error) {
  say(startupMessage(error));
  process.exitCode = 1;
}

function readPerson(): { email: string; name?: string } | null {
  const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string" } }, strict: false });
  const email = Email.safeParse(values.email);
  const name = typeof values.name === "string" ? values.name.trim() : "";
  return email.success ? { email: email.data, ...(name && { name }) } : null;
}

async function linkFor(env: Env, person: { email: string; name?: string }): Promise<string> {
  const db = await openDataFolder(resolve(env.dataDir), { demo: false });
  try {
    const token = writing(db, (tx) => makeAdministrator(tx, { clock: systemClock, random: systemRandom }, person));
    say(`${person.email} is an administrator. With this link they choose a password, once, within 24 hours:`);
    return (env.appUrl ?? `http://localhost:${env.port}`) + paths.setPassword(token);
  } finally {
    db.$client.close();
  }
}
