import type { Tx } from "#db/client.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import { insertAccount } from "./accounts.server.ts";
import { openSession } from "./sessions.server.ts";
import { takeSetupToken } from "./setup-token.server.ts";

interface FirstAdministrator {
  token: string;
  name: string;
  email: string;
  passwordHash: string;
}

/**
 * The setup link's right, used once: an administrator who is signed in. Joins the transaction that sets the rest
 * up, so a setup that fails leaves the link as it was.
 *
 * @throws AppError not_found when the link is used up
 */
export function admitFirstAdministrator(tx: Tx, ground: { clock: Clock; random: Random }, person: FirstAdministrator): { userId: string; sessionId: string } {
  const now = ground.clock();
  if (!takeSetupToken(tx, person.token, now)) throw new AppError("not_found", "There is no such page.");
  const { name, email, passwordHash } = person;
  const userId = insertAccount(tx, { name, email, passwordHash, role: "admin" }, now, ground.random);
  recordEvent(tx, ground, { subjectType: "user", subjectId: userId, actor: `admin:${userId}`, action: "became the first administrator", source: "web" });
  return { userId, sessionId: openSession(tx, userId, now, ground.random) };
}
