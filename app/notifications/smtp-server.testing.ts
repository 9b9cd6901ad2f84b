import { createServer, type Socket } from "node:net";
import { simpleParser, type ParsedMail } from "./mail-parser.testing.ts";

/** What the server says at a step instead of its usual line; "hang": nothing more; "die": the connection breaks. */
export type Say = string | "hang" | "die" | null;

export interface Step {
  /** "EHLO", "MAIL", "RCPT", "DATA", or "END" of the mail. */
  verb: string;
  line: string;
  /** How many mails were taken before. */
  taken: number;
}

export interface SmtpServerInTest {
  url: string;
  port: number;
  mails: ParsedMail[];
  /** Decides what is said; null: the usual. */
  behave: (step: Step) => Say;
  stop(): Promise<void>;
}

const USUAL: Record<string, string> = { EHLO: "250 test", HELO: "250 test", MAIL: "250 ok", RCPT: "250 ok", DATA: "354 go on", END: "250 2.0.0 queued", GREETING: "220 test ESMTP", RSET: "250 ok", QUIT: "221 bye" };

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

function converse(socket: Socket, state: Pick<SmtpServerInTest, "mails" | "behave">): void {
  let [typed, mail, recipients, inMail] = ["", "", [] as string[], false];
  const say = (verb: string, line: string): boolean => {
    const said = state.behave({ verb, line, taken: state.mails.length }) ?? USUAL[verb] ?? "502 unknown";
    if (said === "die") socket.destroy();
    else if (said !== "hang") socket.write(`${said}\r\n`);
    return said.startsWith("2") || said.startsWith("3");
  };
  const atEnd = () => {
    inMail = false;
    const parsed = simpleParser(mail.replace(/^\.\./gm, "."), recipients);
    // Taken before the answer, as a real one does: whoever dies then has the mail.
    const isTaken = !/^[45]/.test(state.behave({ verb: "END", line: "", taken: state.mails.length }) ?? "250");
    if (isTaken) state.mails.push(parsed);
    say("END", "");
    [mail, recipients] = ["", []];
  };
  const onLine = (line: string) => {
    if (inMail) return line === "." ? atEnd() : void (mail += `${line}\r\n`);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "RCPT") recipients.push(/<(.*)>/.exec(line)?.[1] ?? "");
    const isFine = say(verb, line);
    if (verb === "DATA" && isFine) inMail = true;
    if (verb === "QUIT") socket.end();
  };
  socket.on("data", (chunk) => {
    const lines = (typed + chunk.toString("utf8")).split("\r\n");
    typed = lines.pop() ?? "";
    lines.forEach(onLine);
  });
  say("GREETING", "");
}
