import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/**
 * How long `npm run demo` takes to answer when everything is installed, built and seeded, in ratio to a floor measured in the same
 * rounds: a bare server that opens the same SQLite file. Medians of five.
 */
const ROUNDS = 5;
const ALLOWED_RATIO = 15;
const PORT = 4719;
const BARE_SERVER = `
  new (require("better-sqlite3"))(process.argv[1]).prepare("SELECT count(*) FROM bookings").get();
  require("node:http").createServer((_, response) => response.end("ok")).listen(${PORT}, "127.0.0.1");
`;

const dataDir = mkdtempSync(join(tmpdir(), "frontdesk-start-"));
const times = { demo: [] as number[], floor: [] as number[] };
try {
  await startedIn(demo);
  for (let round = 0; round < ROUNDS; round += 1) {
    times.demo.push(await startedIn(demo));
    times.floor.push(await startedIn(bareServer));
  }
} finally {
  rmSync(dataDir, { recursive: true });
}
const ratio = median(times.demo) / median(times.floor);
process.stdout.write(`second start: median ${median(times.demo)} ms, a bare server ${median(times.floor)} ms, ratio ${ratio.toFixed(1)} (allowed ${ALLOWED_RATIO})\n`);
process.exitCode = ratio <= ALLOWED_RATIO ? 0 : 1;

function demo(): ChildProcess {
  return spawn("npm", ["run", "--silent", "demo"], { env: { ...process.env, DATA_DIR: dataDir, PORT: String(PORT), HOST: "127.0.0.1" }, stdio: "ignore" });
}

function bareServer(): ChildProcess {
  return spawn(process.execPath, ["-e", BARE_SERVER, join(dataDir, "frontdesk.db")], { stdio: "ignore" });
}

async function startedIn(start: () => ChildProcess): Promise<number> {
  const startedAtMs = performance.now();
  const child = start();
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error("The server did not start");
    await pause(10);
  }
  const ms = Math.round(performance.now() - startedAtMs);
  child.kill("SIGTERM");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  while (await answers()) await pause(50);
  return ms;
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${PORT}/healthz`)).ok;
  } catch {
    return false;
  }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
