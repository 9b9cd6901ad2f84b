import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { compose } from "./compose.ts";
import type { Answer } from "./carrier.ts";
import type { Mailer } from "./mailer.ts";
import { smtpMailer } from "./smtp.server.ts";
import { SECOND_MS } from "#app/lib/time.ts";
import { fill } from "./wording/fill.ts";
import { wordingOf } from "./wording/stored.server.ts";

/**
 * The only mail sent during a request, since its sender wants the server's answer. It is in the ledger like any other,
 * and tried once.
 *
 * @returns its id there
 * @throws AppError invalid where no server is set
 */
export async function sendTestMail(app: App, recipient: string, mailer: Mailer = mailerOf(app)): Promise<string> {
  const { name: company } = readCompany(app.db);
  const payload = { ...fill(wordingOf(app.db, "test"), { company }) };
  const row = { id: newId(app.random), kind: "test", channel: "mail" as const, recipient, bookingId: null, userId: null, payload, attempts: 1, createdAt: app.clock() };
  const message = { ...row, state: "sending" as const, reason: null, answer: null, providerId: null, providerStatus: null, nextTryAt: null, settledAt: null };
  const head = { company, from: app.env.mail?.from ?? "", origin: app.env.appUrl ?? "", privateLink: () => "" };
  const answer = await mailer(compose(message, head));
  app.db.insert(notifications).values({ ...row, ...standingAfter(answer), settledAt: app.clock() }).run();
  app.log.info({ notification: row.id, outcome: answer.outcome }, "a test mail was tried");
  return row.id;
}

function standingAfter(answer: Answer) {
  if (answer.outcome === "taken") return { state: "sent" as const, answer: answer.answer, reason: null };
  return { state: "failed" as const, answer: answer.answer, reason: answer.reason };
}

/** Somebody is waiting; a server that takes longer than this has a problem anyway. */
const TIMES = { connectMs: 8 * SECOND_MS, silentMs: 8 * SECOND_MS };

function mailerOf({ env: { mail }, demo }: App): Mailer {
  if (demo) throw new AppError("invalid", "The demo sends nothing.");
  if (!mail) throw new AppError("invalid", "No mail server is set: set SMTP_URL and MAIL_FROM, and start anew.");
  return smtpMailer(mail.smtpUrl, TIMES);
}
