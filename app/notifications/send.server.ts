import type { App } from "#app/app.server.ts";
import { giveWay } from "#app/lib/give-way.ts";
import type { Answer, Carrier, Dropped } from "./carrier.ts";
import { keepTaken, noteDropped, noteLater, noteRefused, noteSent, takeNext, type Sending } from "./ledger.server.ts";
import { opened } from "./one-time.server.ts";

export interface SendOptions {
  /** Aborted: nothing more is begun. */
  signal?: AbortSignal;
  /** How many may be under way concurrently. */
  atOnce?: number;
}

/**
 * Sends due messages through one carrier until none is left, or the provider cannot be reached. Several processes may
 * do this at once: each message is leased to one of them. A message is duplicated only if its process dies between the
 * provider's acceptance and recording it; a mail then has the same Message-ID.
 *
 * @returns how many tries were made
 */
export async function sendDue(app: App, carrier: Carrier, options: SendOptions = {}): Promise<number> {
  return sender(app, carrier)(options);
}

/**
 * The same for successive rounds. After a round that could not reach the provider, a single message probes it, since
 * each attempt costs two writes.
 */
export function sender(app: App, carrier: Carrier): (options?: SendOptions) => Promise<number> {
  let isDown = false;
  return async ({ signal, atOnce = 4 } = {}) => {
    let count = 0;
    const sendNext = async () => {
      const sending = signal?.aborted || isDown ? null : takeNext(app, carrier.channel);
      if (!sending) return false;
      count += 1;
      if ((await sendOne(app, sending, carrier)) === "down") isDown = true;
      return !isDown;
    };
    const worker = async () => {
      while (await sendNext()) await giveWay();
    };
    const wasDown = isDown;
    isDown = false;
    if (!wasDown || (await sendNext())) await Promise.all(Array.from({ length: atOnce }, worker));
    return count;
  };
}

async function sendOne(app: App, sending: Sending, carrier: Carrier): Promise<"down" | "up"> {
  const { id, kind, channel, attempts } = sending.message;
  const facts = { notification: id, kind, channel, attempts };
  const release = keepTaken(app, sending);
  const answer = await handOver(app, sending, carrier).finally(release);
  switch (answer.outcome) {
    case "taken":
      noteSent(app, sending, answer);
      app.log.info(facts, "a message was sent");
      return "up";
    case "dropped":
      noteDropped(app, sending, answer.reason);
      app.log.info(facts, "a message was dropped");
      return "up";
    case "refused":
      noteRefused(app, sending, answer.reason, answer.answer);
      app.log.warn(facts, "a message was refused");
      return "up";
    case "later": {
      const state = noteLater(app, sending, answer.reason, answer.answer);
      if (state === "failed") app.log.error(facts, "a message was given up");
      else app.log.warn(facts, answer.isDown ? "messages cannot be handed over" : "a message will be tried again");
      return answer.isDown ? "down" : "up";
    }
  }
}

/** A message that cannot be composed delays only itself. */
async function handOver(app: App, { message }: Sending, carrier: Carrier): Promise<Answer | Dropped> {
  try {
    const whole = opened(app, message);
    if (!whole) return { outcome: "refused", reason: "Its link was sealed under another APP_SECRET: somebody has to ask for a new one.", answer: null };
    return await carrier.carry(whole);
  } catch (error) {
    app.log.error({ err: error, notification: message.id, kind: message.kind }, "a message could not be composed");
    return { outcome: "later", reason: "It could not be composed; see the log.", answer: null, isDown: false };
  }
}
