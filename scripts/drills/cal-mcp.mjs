// Drill: the published MCP server of Cal.com (@calcom/cal-mcp 0.0.6) works against the embedded engine.
// It is fetched into a scratch folder; its hard-coded address is rewritten there. Prints one line of JSON.
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const PACKAGE = "@calcom/cal-mcp@0.0.6";
const KEY = "Bearer cal_test_local";
const SECRET = "a secret of this drill";
const DAY_MS = 86_400_000;
const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const scratch = mkdtempSync(join(tmpdir(), "cal-mcp-"));
/** @type {import("node:child_process").ChildProcess[]} */
const children = [];
/** @type {string[]} */
const worked = [];

try {
  const engine = await startEngine();
  const client = await startClient(engine.url);
  await run(client, engine);
  say({ ok: true, client: PACKAGE, worked });
} catch (error) {
  say({ ok: false, client: PACKAGE, worked, error: String(error) });
  process.exitCode = 1;
} finally {
  for (const child of children) child.kill();
  rmSync(scratch, { recursive: true, force: true });
}

/** @typedef {(name: string, args: object) => Promise<any>} Call */

/** @param {object} outcome */
function say(outcome) {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

/** @param {Call} call @param {{ url: string, eventTypeId: number }} engine */
async function run(call, { url, eventTypeId }) {
  const bookings = { "cal-api-version": "2024-08-13" };
  const day = new Date(Date.now() + 7 * DAY_MS).toISOString().slice(0, 10);
  const until = new Date(Date.now() + 14 * DAY_MS).toISOString().slice(0, 10);
  const slots = await call("getAvailableSlots", { params: { "cal-api-version": "2024-09-04", eventTypeId, start: day, end: until } });
  const [first, second] = Object.values(slots).flat();
  check(first?.start && second?.start, "slots");

  const inbox = await listen();
  check(await register(url, inbox.url), "webhook");

  const attendee = { name: "Ada Example", email: "ada@example.com", timeZone: "Europe/Rome" };
  const booked = await call("createBooking", { params: bookings, body: { start: first.start, eventTypeId, attendee } });
  check(booked.status === "accepted" && booked.start === first.start, "create");

  const listed = await call("getBookings", { params: { ...bookings, attendeeEmail: attendee.email, status: ["upcoming"], Authorization: KEY } });
  check(listed.some((/** @type {{ uid: string }} */ booking) => booking.uid === booked.uid), "list");

  const moved = await call("rescheduleBooking", { params: { ...bookings, bookingUid: booked.uid }, body: { start: second.start, reschedulingReason: "Drill" } });
  check(moved.uid !== booked.uid && moved.rescheduledFromUid === booked.uid && moved.start === second.start, "move");

  const cancelled = await call("cancelBooking", { params: { ...bookings, bookingUid: moved.uid }, body: { cancellationReason: "Drill" } });
  check([cancelled].flat()[0].status === "cancelled", "cancel");

  const expected = [`BOOKING_CREATED ${booked.uid}`, `BOOKING_RESCHEDULED ${moved.uid}`, `BOOKING_CANCELLED ${moved.uid}`];
  const told = await inbox.messages(expected.length);
  check(expected.every((message) => told.includes(message)), "signed messages");
}

/** By hand: the package sends no key with these calls. */
async function register(/** @type {string} */ url, /** @type {string} */ subscriberUrl) {
  const body = JSON.stringify({ subscriberUrl, triggers: ["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"], active: true, secret: SECRET });
  const answer = await fetch(`${url}/webhooks`, { method: "POST", headers: { authorization: KEY, "content-type": "application/json" }, body });
  return answer.status === 201;
}

/** Takes webhooks in. What is not signed with the secret is told as such. */
async function listen() {
  /** @type {string[]} */
  const told = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const genuine = request.headers["x-cal-signature-256"] === createHmac("sha256", SECRET).update(body).digest("hex");
      const { triggerEvent, payload } = JSON.parse(body);
      told.push(genuine ? `${triggerEvent} ${payload.uid}` : "not signed");
      response.end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  server.unref();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  async function messages(/** @type {number} */ count) {
    for (let waited = 0; told.length < count && waited < 50; waited += 1) await setTimeout(100);
    return told;
  }
  return { url: `http://127.0.0.1:${port}/hook`, messages };
}

/** @param {unknown} condition @param {string} step */
function check(condition, step) {
  if (!condition) throw new Error(`${step} did not answer as it should`);
  worked.push(step);
}

async function startEngine() {
  const built = join(repository, "build", "engine.js");
  const program = existsSync(built) ? [built] : ["--import", "tsx", join(repository, "scripts", "engine.ts")];
  const child = spawn(process.execPath, [...program, "--port", "0"], { cwd: repository, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  let url, eventTypeId;
  for await (const line of createInterface({ input: child.stdout })) {
    url ??= /http:\S+\/v2/.exec(line)?.[0];
    eventTypeId ??= /^Event type (\d+): intro/.exec(line)?.[1];
    if (url && eventTypeId) return { url, eventTypeId: Number(eventTypeId) };
  }
  throw new Error("the engine did not start");
}

/**
 * The package speaks MCP: JSON-RPC, a line each way.
 * @param {string} url
 * @returns {Promise<Call>}
 */
async function startClient(url) {
  const npm = (/** @type {string[]} */ ...words) => execFileSync("npm", words, { cwd: scratch, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const tarball = npm("pack", PACKAGE, "--silent").trim().split("\n").at(-1) ?? "";
  npm("install", "--no-audit", "--no-fund", "--prefix", scratch, join(scratch, tarball));
  const home = join(scratch, "node_modules", "@calcom", "cal-mcp");
  const tools = join(home, "dist", "tools.js");
  writeFileSync(tools, readFileSync(tools, "utf8").replaceAll("https://api.cal.com/v2", url));

  const child = spawn(process.execPath, [join(home, "dist", "index.js"), "--all-tools"], {
    cwd: scratch,
    env: { ...process.env, CAL_API_KEY: KEY },
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  /** @type {Map<number, (message: { error?: { message: string }, result?: any }) => void>} */
  const waiting = new Map();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message = JSON.parse(line);
    waiting.get(message.id)?.(message);
  });
  let lastId = 0;
  const send = (/** @type {object} */ message) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  /** @type {(method: string, params: object) => Promise<any>} */
  const ask = (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const timer = globalThis.setTimeout(() => reject(new Error(`${method} got no answer`)), 30_000);
      waiting.set(id, ({ error, result }) => {
        clearTimeout(timer);
        if (error) reject(new Error(error.message));
        else resolve(result);
      });
      send({ id, method, params });
    });
  await ask("initialize", { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "drill", version: "1" } });
  send({ method: "notifications/initialized" });
  return async (name, args) => {
    const { content, isError } = await ask("tools/call", { name, arguments: args });
    const text = content[0].text;
    const answer = parse(text);
    if (isError || answer?.status !== "success") throw new Error(`${name}: ${text.slice(0, 300)}`);
    return answer.data;
  };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
