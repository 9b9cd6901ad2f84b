import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import { writing, type Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { findByEmail } from "./accounts.server.ts";
import { isPassword } from "./password.server.ts";
import { closeSession, openSession } from "./sessions.server.ts";

export interface SignIn {
  email: string;
  password: string;
}

/**
 * Check e-mail and password and open a session; returns its id. The session the browser came with, if any,
 * ends: one that somebody else planted there must not become this person's.
 * @throws AppError `invalid`, the same for an unknown address and a wrong password.
 */
export async function signIn(app: App, from: { clientIp: string; sessionId: string | null }, form: SignIn): Promise<string> {
  await app.limits.take("sign-in-address", from.clientIp);
  await app.limits.take("sign-in", from.clientIp, form.email);
  const userId = await authenticator(app).authenticate("password", asRequest(form));
  return writing(app.db, (tx) => {
    if (from.sessionId !== null) closeSession(tx, from.sessionId);
    recordSignIn(tx, app, userId, "signed in");
    return openSession(tx, userId, app.clock(), app.random);
  });
}

/** Further ways to sign in are further strategies of the same authenticator. */
function authenticator(app: App): Authenticator<string> {
  const byPassword = new FormStrategy<string>(async ({ form }) => {
    const known = findByEmail(app.db, String(form.get("email")));
    const fits = await isPassword(known?.passwordHash ?? null, String(form.get("password")));
    if (known && !fits) writing(app.db, (tx) => recordSignIn(tx, app, known.id, "sign-in refused"));
    if (!known || !fits) throw new AppError("invalid", "This e-mail address and password do not belong together.");
    if (known.blockedAt) throw new AppError("invalid", "This account is closed. Please ask us in person.");
    return known.id;
  });
  return new Authenticator<string>().use(byPassword, "password");
}

/** Of addresses nobody has here nothing is kept. */
function recordSignIn(tx: Tx, app: App, userId: string, action: "signed in" | "sign-in refused"): void {
  const actor = action === "signed in" ? `user:${userId}` : "system:sign-in";
  recordEvent(tx, app, { subjectType: "session", subjectId: userId, actor, action, source: "web" });
}

/** The procedure has read and checked the body; a strategy wants to read one. */
function asRequest({ email, password }: SignIn): Request {
  return new Request("http://frontdesk.local/sign-in", { method: "POST", body: new URLSearchParams({ email, password }) });
}
