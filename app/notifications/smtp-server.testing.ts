import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import { SELF_SIGNED } from "./smtp-certificate.testing.ts";

/** What the server answers at a step instead of its usual line, perhaps later; "hang": nothing more; "die": the connection breaks. */
export type Say = string | "hang" | "die" | Promise<string> | null;

export interface Step {
  /** A command, or what has none: HANDSHAKE follows STARTTLS; at BODY the first of the mail is there, at END all of it. */
  verb: "GREETING" | "EHLO" | "STARTTLS" | "HANDSHAKE" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "BODY" | "END";
  /** Of the sender or the reader, at MAIL and RCPT. */
  address: string;
  isSecret: boolean;
}

export type MailInTest = Email & { recipients: string[] };

export interface SmtpServerInTest {
  url: string;
  port: number;
  /** Each that came to its end, whatever was answered then. */
  mails: MailInTest[];
  /** With a self-signed certificate. */
  offersTls: boolean;
  /** Decides what is said; null: the usual. */
  behave: (step: Step) => Say;
  stop(): Promise<void>;
}

type Next = (error?: Error & { responseCode: number }, words?: string) => void;

/** A third-party mail server on loopback that accepts, refuses, is slow or dies, as told. */
export async function startSmtpServer(port = 0): Promise<SmtpServerInTest> {
  const state: Pick<SmtpServerInTest, "mails" | "offersTls" | "behave"> = { mails: [], offersTls: false, behave: () => null };
  const connectionOf = ({ id }: SMTPServerSession) => [...server.connections].find((each) => each.id === id);

  /** Goes on as usual, with the error that becomes the answer, or not at all. */
  const ask = async (verb: Step["verb"], session: SMTPServerSession, next: Next, address = "") => {
    const said = await state.behave({ verb, address, isSecret: session.secure });
    if (said === "die") return void connectionOf(session)?._socket.destroy();
    if (said === "hang") return;
    const [responseCode, words] = [Number(said?.slice(0, 3)), said?.slice(4)];
    next(responseCode >= 400 ? Object.assign(new Error(words), { responseCode }) : undefined, words);
  };

  /** Steps in before what the library has no hook for. */
  const stepIn = (connection: SMTPConnection) => {
    for (const verb of ["EHLO", "STARTTLS", "DATA"] as const) {
      const usual = connection[`handler_${verb}`];
      connection[`handler_${verb}`] = (line, done) =>
        void ask(verb, connection.session, (error) => {
          if (!error) return usual.call(connection, line, done);
          connection.send(error.responseCode, error.message);
          done();
        });
    }
    const { upgrade } = connection;
    connection.upgrade = (...args) => void ask("HANDSHAKE", connection.session, () => upgrade.apply(connection, args));
  };

  const take = (stream: SMTPServerDataStream, session: SMTPServerSession, next: Next) => {
    const chunks: Buffer[] = [];
    const atEnd = async () => {
      const mail = await PostalMime.parse(Buffer.concat(chunks), { attachmentEncoding: "utf8" });
      // Taken before the answer, as others do: whoever dies then has the mail.
      state.mails.push({ ...mail, recipients: session.envelope.rcptTo.map(({ address }) => address) });
      await ask("END", session, next);
    };
    stream.once("data", () => void ask("BODY", session, () => {}));
    stream.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => void atEnd());
  };

  const server: SMTPServer = new SMTPServer({
    ...SELF_SIGNED,
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onConnect: (session, done) => {
      session.disabledCommands = state.offersTls ? [] : ["STARTTLS"];
      void ask("GREETING", session, done);
    },
    onAuth: ({ username }, session, done) => void ask("AUTH", session, (error) => done(error, { user: username })),
    onMailFrom: ({ address }, session, done) => void ask("MAIL", session, done, address),
    onRcptTo: ({ address }, session, done) => void ask("RCPT", session, done, address),
    onData: (stream, session, done) => take(stream, session, (error, words = "2.0.0 queued") => done(error, words)),
  });
  // Those who go away in the middle of a mail.
  server.on("error", () => {});
  const { connect } = server;
  server.connect = (...args) => {
    connect.apply(server, args);
    const connection = [...server.connections].at(-1)!;
    stepIn(connection);
    // At once: the library waits 0.1 s, each time, for those who talk too soon.
    connection.connectionReady();
    connection.connectionReady = () => {};
  };
  await once(server.listen(port, "127.0.0.1"), "listening");
  const { port: bound } = server.server.address() as AddressInfo;
  const stop = () => {
    for (const { _socket } of server.connections) _socket.destroy();
    return new Promise<void>((resolve) => server.close(resolve));
  };
  return Object.assign(state, { url: `smtp://127.0.0.1:${bound}`, port: bound, stop });
}
