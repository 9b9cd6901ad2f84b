import type { App } from "#app/app.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { compose, type Letterhead } from "./compose.ts";
import { keepTaken, noteLater, noteRefused, noteSent, takeNext, type Sending } from "./ledger.server.ts";
import type { MailAnswer, Mailer } from "./mailer.ts";

export interface SendOptions {
  mailer: Mailer;
  head: Omit<Letterhead, "company">;
  /** Aborted: nothing more is begun. */
  signal?: AbortSignal;
  /** How many may be under way beside each other. */
  atOnce?: number;
}

/**
 * Sends what is due until nothing is, or there is no server to speak to. Several processes may do this at once: each
 * message is leased to one of them. A message repeats only when its process ends between the server's yes and
 * the note of it; its Message-ID is the same then.
 *
 * @returns how many tries were made
 */
export async function sendDueMail(app: App, { mailer, head, signal, atOnce = 4 }: SendOptions): Promise<number> {
  const letterhead = { ...head, company: readCompany(app.db).name };
  let [count, isDown] = [0, false];
  const worker = async () => {
    while (!signal?.aborted && !isDown) {
      const sending = takeNext(app);
      if (!sending) return;
      count += 1;
      if ((await sendOne(app, sending, mailer, letterhead)) === "down") isDown = true;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return count;
}

async function sendOne(app: App, sending: Sending, mailer: Mailer, head: Letterhead): Promise<"down" | "up"> {
  const { id, kind, attempts } = sending.message;
  const facts = { notification: id, kind, attempts };
  const release = keepTaken(app, sending);
  const answer = await handOver(app, sending, mailer, head).finally(release);
  switch (answer.outcome) {
    case "taken":
      noteSent(app, sending, answer.answer);
      app.log.info(facts, "a message was sent");
      return "up";
    case "refused":
      noteRefused(app, sending, answer.reason, answer.answer);
      app.log.warn(facts, "a message was refused by the mail server");
      return "up";
    case "later": {
      const state = noteLater(app, sending, answer.reason, answer.answer);
      if (state === "failed") app.log.error(facts, "a message was given up");
      else app.log.warn(facts, answer.isDown ? "the mail server does not answer" : "a message will be tried again");
      return answer.isDown ? "down" : "up";
    }
  }
}

/** One that cannot be put into words holds up itself, not the others. */
async function handOver(app: App, { message }: Sending, mailer: Mailer, head: Letterhead): Promise<MailAnswer> {
  try {
    return await mailer(compose(message, head));
  } catch (error) {
    app.log.error({ err: error, notification: message.id, kind: message.kind }, "a message could not be composed");
    return { outcome: "later", reason: "It could not be composed; see the log.", answer: null, isDown: false };
  }
}
