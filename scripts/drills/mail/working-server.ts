import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as passes } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startSmtpServer } from "#app/notifications/smtp-server.testing.ts";
import { ended, ROOT } from "../server-process.ts";

/** A working mail server, in its own process so that it does not slow down the measurement. */
export interface WorkingServer {
  url: string;
  /** Waits until it has accepted this many mails in all. */
  took(count: number): Promise<void>;
  stop(): Promise<void>;
}

interface Said {
  url: string;
  count: number;
}

export async function workingServer(): Promise<WorkingServer> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), { cwd: ROOT, execArgv: ["--import", "tsx"] });
  let count = 0;
  child.on("message", (said: Said) => (count = said.count));
  const [{ url }] = (await once(child, "message")) as [Said];
  const took = async (wanted: number) => {
    while (count < wanted) await passes(50);
  };
  return { url, took, stop: () => ended(child, "SIGTERM") };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const smtp = await startSmtpServer();
  smtp.behave = ({ verb }) => {
    if (verb === "END") tell();
    return null;
  };
  const tell = () => process.send!({ url: smtp.url, count: smtp.mails.length } satisfies Said);
  tell();
}
