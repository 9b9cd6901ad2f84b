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
 * Check e-mail and password and open a session; returns its id. The browser's previous session, if any, ends: a planted
 * one must not become this person's (session fixation).
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

/** Nothing is recorded for unknown addresses. */
function recordSignIn(tx: Tx, app: App, userId: string, action: "signed in" | "sign-in refused"): void {
  const actor = action === "signed in" ? `user:${userId}` : "system:sign-in";
  recordEvent(tx, app, { subjectType: "session", subjectId: userId, actor, action, source: "web" });
}

/** The procedure has already read and validated the body, but a strategy expects a request. */
function asRequest({ email, password }: SignIn): Request {
  return new Request("http://frontdesk.local/sign-in", { method: "POST", body: new URLSearchParams({ email, password }) });
}
