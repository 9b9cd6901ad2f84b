import { writing, type Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { findByEmail, type Account } from "./accounts.server.ts";
import { accountMail, oneTimeAccountMail } from "./account-mails.server.ts";
import { issueLink, RESET_MS } from "./links.server.ts";

/** Send a mail to the address, whether or not it has an account: only the mail says which, the page does not. */
export async function forgotPassword(app: App, from: { clientIp: string }, email: string): Promise<void> {
  await app.limits.take("link-address", from.clientIp);
  await app.limits.take("link", email);
  writing(app.db, (tx) => {
    const known = findByEmail(tx, email);
    enqueueMail(tx, app, { recipient: email, userId: known?.id, ...letterFor(tx, app, known) });
  });
}

function letterFor(tx: Tx, app: App, known: Account | null) {
  if (known?.blockedAt) return accountMail(app, "closed");
  if (!known?.passwordHash) return accountMail(app, "no-account");
  const token = issueLink(tx, { purpose: "reset", subject: known.id, lifeMs: RESET_MS }, app.clock(), app.random);
  return oneTimeAccountMail(app, "reset", token);
}
