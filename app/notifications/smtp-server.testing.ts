import { createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { simpleParser, type ParsedMail } from "./mail-parser.testing.ts";
import { SELF_SIGNED } from "./smtp-certificate.testing.ts";

/** What the server says at a step instead of its usual line, perhaps later; "hang": nothing more; "die": the connection breaks. */
export type Say = string | "hang" | "die" | Promise<string> | null;

export interface Step {
  /** "EHLO", "STAR" (STARTTLS), "HAND" (the handshake that follows), "MAIL", "RCPT", "DATA", "LINE" of the mail, or "END" of it. */
  verb: string;
  line: string;
  /** How many mails were taken before. */
  taken: number;
  isSecret: boolean;
}

export interface SmtpServerInTest {
  url: string;
  port: number;
  mails: ParsedMail[];
  /** Decides what is said; null: the usual. */
  behave: (step: Step) => Say;
  stop(): Promise<void>;
}

/** Said at EHLO by a server that offers TLS. */
export const OFFERS_TLS = "250-test\r\n250 STARTTLS";

const USUAL: Record<string, string> = { STAR: "220 go on", EHLO: "250 test", HELO: "250 test", MAIL: "250 ok", RCPT: "250 ok", DATA: "354 go on", END: "250 2.0.0 queued", GREETING: "220 test ESMTP", RSET: "250 ok", QUIT: "221 bye" };

/** A mail server on loopback that accepts, refuses, is slow or dies, as it is told. */
export async function startSmtpServer(port = 0): Promise<SmtpServerInTest> {
  const sockets = new Set<Socket>();
  const state: Pick<SmtpServerInTest, "mails" | "behave"> = { mails: [], behave: () => null };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    converse(socket, state);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.address() as { port: number };
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return Object.assign(state, { url: `smtp://127.0.0.1:${bound}`, port: bound, stop });
}

function converse(plain: Socket, state: Pick<SmtpServerInTest, "mails" | "behave">): void {
  let [socket, typed, mail, recipients, inMail] = [plain, "", "", [] as string[], false];
  const decide = (verb: string, line = ""): Say => state.behave({ verb, line, taken: state.mails.length, isSecret: socket !== plain });
  const say = (verb: string, line = "", decided = decide(verb, line)): boolean => {
    const said = decided ?? USUAL[verb] ?? "502 unknown";
    if (said instanceof Promise) {
      void said.then((late) => socket.write(`${late}\r\n`));
      return false;
    }
    if (said === "die") plain.destroy();
    else if (said !== "hang") socket.write(`${said}\r\n`);
    return said.startsWith("2") || said.startsWith("3");
  };
  const atEnd = () => {
    inMail = false;
    const parsed = simpleParser(mail.replace(/^\.\./gm, "."), recipients);
    // Taken before the answer, as a real one does: whoever dies then has the mail.
    const end = decide("END");
    if (typeof end !== "string" || !/^[45]/.test(end)) state.mails.push(parsed);
    say("END", "", end);
    [mail, recipients] = ["", []];
  };
  const onLine = (line: string) => {
    if (plain.destroyed) return;
    if (inMail && decide("LINE", line) === "die") return void plain.destroy();
    if (inMail) return line === "." ? atEnd() : void (mail += `${line}\r\n`);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "RCPT") recipients.push(/<(.*)>/.exec(line)?.[1] ?? "");
    const isFine = say(verb, line);
    if (verb === "DATA" && isFine) inMail = true;
    if (verb === "STAR" && isFine) secure();
    if (verb === "QUIT") socket.end();
  };
  const listen = () =>
    socket.on("data", (chunk) => {
      const lines = (typed + chunk.toString("utf8")).split("\r\n");
      typed = lines.pop() ?? "";
      lines.forEach(onLine);
    });
  const secure = () => {
    plain.removeAllListeners("data");
    if (decide("HAND") === "die") return plain.once("data", () => plain.destroy());
    socket = new TLSSocket(plain, { isServer: true, ...SELF_SIGNED }).on("error", () => {});
    return listen();
  };
  listen();
  say("GREETING");
}
