import { writing, type Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { changePassword, insertAccount } from "./accounts.server.ts";
import { accountMail } from "./account-mails.server.ts";
import { findLink, takeLink, type Link } from "./links.server.ts";
import { hashPassword, passwordProblem } from "./password.server.ts";
import { closeSession, openSession } from "./sessions.server.ts";

interface SignedInBy {
  sessionId: string;
  /** Where the person was going when they asked for the link. */
  next: string | null;
}

/**
 * Use a link: set the password, end every other session and open a new one. Null if the link is no longer valid.
 * @throws AppError `invalid` on the field when the password will not do; the link is kept then.
 */
export async function setPassword(app: App, from: { sessionId: string | null }, token: string, password: string): Promise<SignedInBy | null> {
  const link = findLink(app.db, token, app.clock());
  if (!link) return null;
  const problem = passwordProblem(password, link.email);
  if (problem) throw new AppError("invalid", problem, { fields: { password: problem } });
  // Hashing runs on another thread; the transaction that follows checks the link again.
  const passwordHash = await hashPassword(password);
  return writing(app.db, (tx) => {
    const taken = takeLink(tx, token, app.clock());
    const userId = taken && grant(tx, app, taken, passwordHash);
    if (taken === null || userId === null) return null;
    if (from.sessionId !== null) closeSession(tx, from.sessionId);
    return { sessionId: openSession(tx, userId, app.clock(), app.random), next: taken.next };
  });
}

function grant(tx: Tx, app: App, link: Link, passwordHash: string): string | null {
  return link.purpose === "verify" ? signUp(tx, app, link, passwordHash) : reset(tx, app, link, passwordHash);
}

function signUp(tx: Tx, app: App, { email, name }: Link, passwordHash: string): string {
  const userId = insertAccount(tx, { email, name: name ?? email, role: "user", passwordHash }, app.clock(), app.random);
  recordEvent(tx, app, { subjectType: "user", subjectId: userId, actor: `user:${userId}`, action: "signed up", source: "web" });
  return userId;
}

function reset(tx: Tx, app: App, { email, userId }: Link, passwordHash: string): string | null {
  if (!userId || !changePassword(tx, userId, passwordHash, app.clock())) return null;
  recordEvent(tx, app, { subjectType: "user", subjectId: userId, actor: `user:${userId}`, action: "set a new password", source: "web" });
  enqueueMail(tx, app, { recipient: email, userId, ...accountMail(app, "password-changed") });
  return userId;
}
