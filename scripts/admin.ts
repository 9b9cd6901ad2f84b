import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Email } from "#app/auth/email.ts";
import { makeAdministrator } from "#app/auth/make-administrator.server.ts";
import { parseEnv, type Env } from "#app/lib/env.server.ts";
import { readMailbox } from "#app/notifications/mailbox.server.ts";
import { paths } from "#app/lib/paths.ts";
import { systemClock } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import { keptAppSecret } from "./server/app-secret.ts";
import { openDataFolder } from "./server/data-folder.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { startupMessage } from "./server/startup-error.ts";

/**
 * Make an administrator, or let one back in, and print the one-time link; or print the links that are still queued: for
 * use while mail is not set up.
 */
const USAGE = 'Usage: npm run admin -- --email name@example.com [--name "Their name"]\n       npm run admin -- --letters';

const say = (line: string) => void process.stderr.write(`${line}\n`);
try {
  loadDotEnv();
  const env = parseEnv(process.env);
  const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string" }, letters: { type: "boolean" } }, strict: false });
  const person = readPerson(values);
  if (values.letters === true) {
    for (const line of await waitingLinks(env)) process.stdout.write(`${line}\n`);
  } else if (person === null) {
    say(USAGE);
    process.exitCode = 2;
  } else {
    process.stdout.write(`${await linkFor(env, person)}\n`);
  }
} catch (error) {
  say(startupMessage(error));
  process.exitCode = 1;
}

function readPerson(values: Record<string, unknown>): { email: string; name?: string } | null {
  const email = Email.safeParse(values.email);
  const name = typeof values.name === "string" ? values.name.trim() : "";
  return email.success ? { email: email.data, ...(name && { name }) } : null;
}

async function linkFor(env: Env, person: { email: string; name?: string }): Promise<string> {
  const db = await openDataFolder(resolve(env.dataDir), { demo: false });
  try {
    const token = writing(db, (tx) => makeAdministrator(tx, { db, clock: systemClock, random: systemRandom }, person));
    say(`${person.email} is an administrator. With this link they choose a password, once, within 24 hours:`);
    return ownAddress(env) + paths.setPassword(token);
  } finally {
    db.$client.close();
  }
}

async function waitingLinks(env: Env): Promise<string[]> {
  const db = await openDataFolder(resolve(env.dataDir), { demo: false });
  try {
    const letters = readMailbox({ db, env: { appSecret: env.appSecret ?? keptAppSecret(resolve(env.dataDir)) } }).filter((letter) => letter.link !== null);
    say(letters.length === 0 ? "No mail with a link is waiting." : "Mails waiting to be sent, newest first. Each link works once; give it only to its recipient:");
    return letters.map(({ writtenAt, recipient, subject, link }) => `${writtenAt}  ${recipient}  ${subject}  ${ownAddress(env)}${link}`);
  } finally {
    db.$client.close();
  }
}

/** A function declaration, since a constant would not be initialised yet when the code above runs. */
function ownAddress(env: Env): string {
  return env.appUrl ?? `http://localhost:${env.port}`;
}
