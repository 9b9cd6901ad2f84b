import type { Db } from "#db/client.ts";
import { openImage } from "#db/testing.ts";
import { createEngine, type EngineHandle } from "#app/engine/engine.server.ts";
import type { Fetch } from "#app/calcom/exchange.server.ts";
import { embeddedAccount } from "#app/hosts.server.ts";
import type { Fate } from "./fate.ts";
import { KEY, silentLog, subscribe } from "./practice.ts";
import type { VirtualTime } from "./virtual-time.ts";

interface Process {
  isDead(): boolean;
  kill(): void;
}

/** The network between the product and the far end. */
export interface Network {
  /** How a process reaches the far end. */
  from(process: Process, db: Db): Fetch;
  /** Changes made there without us; null if there are none. */
  there: Fetch | null;
  /** Its database; null when it is the product's own. */
  db: Db | null;
}

interface Deps {
  time: VirtualTime;
  fate: Fate;
}

/** A new promise each time, so that its waiters can be garbage collected with it. */
const never = () => new Promise<never>(() => {});

/** Cal.com as a service of its own, at the other end of a network that fails. */
export function cloudNetwork({ time, fate }: Deps, image: Buffer, arrive: (request: Request) => Promise<void>): Network {
  const db = openImage(image);
  const random = fate.chance("far end").bytes;
  subscribe(db, { clock: time.clock, random });
  const engine: EngineHandle = createEngine({ db, clock: time.clock, random, log: silentLog, rateLimit: "off", send: webhooksOver({ time, fate }, arrive) });
  const there = async (request: Request) => {
    const answer = await engine.fetch(request);
    await engine.deliverWebhooks();
    return answer;
  };
  return { db, there, from: (process) => (request) => call({ time, fate }, process, request, there) };
}

/** The embedded engine, in the process and the database of the product: it dies with it, and no call can be lost. */
export function embeddedNetwork({ time, fate }: Deps): Network {
  return {
    db: null,
    there: null,
    from(process, db) {
      const { userId } = embeddedAccount({ db, clock: time.clock, random: fate.chance("account").bytes });
      const engine = createEngine({ db, clock: time.clock, random: fate.chance(`engine ${time.clock()}`).bytes, apiKeys: [{ key: KEY, userId }], rateLimit: "off" });
      return async (request) => {
        const where = placeOf(request);
        if (fate.strikes("kill", `before ${where}`, 0.01)) process.kill();
        await time.wait(fate.chance(`${where} ${time.clock()}`).between(0, 20));
        if (process.isDead()) return never();
        const known = new Request(request);
        known.headers.set("authorization", `Bearer ${KEY}`);
        const answer = await engine.fetch(known);
        if (fate.strikes("kill", `after ${where}`, 0.02)) process.kill();
        return process.isDead() ? never() : answer;
      };
    },
  };
}

async function call({ time, fate }: Deps, process: Process, request: Request, there: Fetch): Promise<Response> {
  if (process.isDead()) return never();
  const where = placeOf(request);
  const strikes = (fault: string, probability: number) => fate.strikes(fault, where, probability);
  const chance = fate.chance(`${where} ${time.clock()}`);
  if (strikes("kill before", 0.008)) return process.kill(), never();
  if (strikes("refused connection", 0.015)) throw broken("ECONNREFUSED");
  const sent = new Request(request.url, { method: request.method, headers: request.headers, body: request.method === "GET" ? null : await request.text() });
  // Longer than the caller waits, and shorter than an unanswered create may take to arrive.
  const late = strikes("late", 0.02) ? chance.between(15_000, 90_000) : 0;
  await time.wait(chance.between(5, 400) + late);
  if (strikes("lost request", 0.02)) return after(time, chance.between(5, 3_000), process, () => { throw broken("ECONNRESET"); });
  if (strikes("hang", 0.01)) return never();
  const refusal = strikes("429", 0.015) ? tooMany() : strikes("500", 0.015) ? serverError() : strikes("html", 0.01) ? page() : null;
  const answer = refusal ?? (await there(sent));
  if (strikes("kill after", 0.015)) return process.kill(), never();
  if (strikes("lost answer", 0.03)) return after(time, chance.between(5, 3_000), process, () => { throw broken("ECONNRESET"); });
  if (strikes("no answer", 0.01)) return never();
  return after(time, chance.between(5, 400), process, () => answer);
}

async function after(time: VirtualTime, ms: number, process: Process, answer: () => Response): Promise<Response> {
  await time.wait(ms);
  return process.isDead() ? never() : answer();
}

/** Each webhook is sent once, as by Cal.com; it may be lost, duplicated, late or out of order. */
function webhooksOver({ time, fate }: Deps, arrive: (request: Request) => Promise<void>): Fetch {
  const chance = fate.chance("webhooks");
  return async (request) => {
    const [body, headers, url] = [await request.text(), request.headers, request.url];
    const copies = fate.strikes("lost", "webhook", 0.03) ? 0 : fate.strikes("doubled", "webhook", 0.05) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const ms = fate.strikes("late", "webhook", 0.1) ? chance.between(1_000, 120_000) : chance.between(5, 1_000);
      time.timer()(ms, () => void arrive(new Request(url, { method: "POST", headers, body })));
    }
    return new Response(null);
  };
}

/** Identifies a change and one of its calls. */
function placeOf(request: Request): string {
  const family = new URL(request.url).pathname.split("/").slice(2, 3).join("");
  return `${request.headers.get("x-request-id") ?? "regular"} ${request.method} ${family}`;
}

const broken = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
const tooMany = () => Response.json({ status: "error", error: { message: "ThrottlerException: Too Many Requests" } }, { status: 429 });
const serverError = () => Response.json({ status: "error", error: { message: "Internal server error" } }, { status: 500 });
const page = () => new Response("<html>Bad gateway</html>", { status: 502, headers: { "content-type": "text/html" } });
