import { writing, type Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { findByEmail, type Account } from "./accounts.server.ts";
import { accountMail, oneTimeAccountMail } from "./account-mails.server.ts";
import { issueLink, VERIFY_MS } from "./links.server.ts";

export interface SignUp {
  name: string;
  email: string;
  /** Where to go once the password is set. */
  next: string;
}

/**
 * Send a mail to the address. Until the link in it is opened the address is unverified, so nothing else is stored: no
 * row for a new person, no new name on a guest's. For known and unknown addresses the response and its timing are the
 * same; only the mail differs.
 */
export async function signUp(app: App, from: { clientIp: string }, form: SignUp): Promise<void> {
  await app.limits.take("link-address", from.clientIp);
  await app.limits.take("link", form.email);
  writing(app.db, (tx) => {
    const known = findByEmail(tx, form.email);
    enqueueMail(tx, app, { recipient: form.email, userId: known?.id, ...letterFor(tx, app, form, known) });
  });
}

function letterFor(tx: Tx, app: App, { email, name, next }: SignUp, known: Account | null) {
  if (known?.blockedAt) return accountMail(app, "closed");
  if (known?.passwordHash) return accountMail(app, "has-account");
  const token = issueLink(tx, { purpose: "verify", subject: email, lifeMs: VERIFY_MS, data: { name, next } }, app.clock(), app.random);
  return oneTimeAccountMail(app, "verify", token);
}
