import { setTimeout as passes } from "node:timers/promises";
import { startSmtpServer, type MailInTest } from "#app/notifications/smtp-server.testing.ts";

/** What may be wrong with a mail server. */
export const TROUBLES = ["dead", "silent", "slow", "tls"] as const;
export type Trouble = (typeof TROUBLES)[number];

const SLOW_MS = 2_000;

export interface TroubledServer {
  url: string;
  /** From then on it works. */
  mend(): Promise<void>;
  /** Everything it accepted, before and after. */
  mails(): MailInTest[];
  stop(): Promise<void>;
}

/**
 * dead: connection refused; silent: accepts connections and says nothing; slow: takes long for every mail; tls: offers
 * an untrusted certificate.
 */
export async function troubledServer(trouble: Trouble): Promise<TroubledServer> {
  let server = await startSmtpServer();
  const { url, port } = server;
  if (trouble === "dead") await server.stop();
  if (trouble === "silent") server.behave = ({ verb }) => (verb === "GREETING" ? "hang" : null);
  if (trouble === "slow") server.behave = ({ verb }) => (verb === "END" ? passes(SLOW_MS, "250 2.0.0 queued") : null);
  if (trouble === "tls") server.offersTls = true;
  const mend = async () => {
    if (trouble === "dead") server = await startSmtpServer(port);
    server.behave = () => null;
    server.offersTls = false;
  };
  let isMended = false;
  return {
    url,
    mend: () => ((isMended = true), mend()),
    mails: () => server.mails,
    stop: async () => {
      if (trouble !== "dead" || isMended) await server.stop();
    },
  };
}
