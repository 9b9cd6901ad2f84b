import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAccount } from "#app/auth/accounts.server.ts";
import { issueApiToken } from "#app/auth/api-tokens.server.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { openDatabase, writing, type Db } from "#db/client.ts";
import { isDerived, migrateDatabase } from "#db/migrate.ts";
import { databaseFile } from "./data-folder.ts";
import { expectations, haveSamples, sampleBytes, sampleNames, sequences } from "./samples.testing.ts";
import { isBuilt, startBuilt, type Spawned } from "./spawned.testing.ts";

const SECRET = "portal-shared-test-secret";
/** Of messages, as they are found afterwards. What an administrator set up stays. */
const KEPT = ["users", "api_tokens", "settings", "sessions", "audit_events", "__drizzle_migrations"];

let folder: string;
let db: Db;
let server: Spawned;
let token: string;

describe.skipIf(!haveSamples() || !isBuilt())("Cal.com's messages, sent to the running server and read back through the API", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "frontdesk-samples-"));
    db = openDatabase(databaseFile(folder));
    migrateDatabase(db);
    const deps = { db, random: systemRandom, clock: Date.now };
    const userId = await createAccount(deps, { email: "admin@example.com", name: "Admin", role: "admin", password: "correct horse" }, Date.now());
    token = writing(db, (tx) => issueApiToken(tx, deps, { userId, actor: "system:test" }, { name: "Samples", scopes: ["read"] }));
    server = await startBuilt(folder, { env: { CALCOM_WEBHOOK_SECRET: SECRET } });
  });

  afterAll(async () => {
    db?.$client.close();
    await server?.end("SIGTERM");
    rmSync(folder, { recursive: true });
  });

  beforeEach(forgetAll);

  test("there is an expectation for every sample", () => {
    expect(sampleNames().sort()).toEqual(Object.keys(expectations).sort());
  });

  test.each(Object.entries(expectations))("%s, also twice", async (name, { after = [], tells }) => {
    for (const file of after) expect(await deliver(file)).toBe(200);
    expect(await deliver(name)).toBeLessThan(500);
    const once = await everything();
    expect(once).toEqual(tells.map((one) => expect.objectContaining(one)));
    expect(await deliver(name)).toBeLessThan(500);
    expect(await everything()).toEqual(once);
    for (const { calcomUid } of once) expect(await everything(`?calcomUid=${calcomUid as string}`)).toHaveLength(1);
  });

  test.each(sequences.map(({ files, tells }) => [files.join(" → "), files, tells] as const))("%s, in any order", async (_, files, tells) => {
    const ends = new Set<string>();
    for (const order of ordersOf(files)) {
      forgetAll();
      for (const file of order) expect(await deliver(file)).toBe(200);
      const end = await everything();
      expect([order, end]).toEqual([order, tells.map((one) => expect.objectContaining(one))]);
      ends.add(JSON.stringify(end.map(comparable)));
    }
    expect([...ends]).toHaveLength(1);
  });

  test("a superseded uid finds its appointment", async () => {
    for (const file of sequences[1]!.files) await deliver(file);
    for (const uid of ["TpgWjPdpv1pPpphKuwakDb", "iK4QosBNF7sr7ZPwvHXzV3"]) expect(await everything(`?calcomUid=${uid}`)).toEqual([expect.objectContaining({ calcomUid: "953pMqPXBf3fdSKpZNeSXi" })]);
  });

  test("unsigned, wrongly signed or with one byte changed, no message changes anything", async () => {
    for (const name of sampleNames()) {
      const body = sampleBytes(name);
      const good = signatureOf(body);
      const changed = Buffer.from(body);
      changed[Math.floor(body.length / 2)]! ^= 1;
      for (const signature of [null, "", "no-secret-provided", good.slice(0, -1), good.replace(/^./, (sign) => (sign === "0" ? "1" : "0")), `${good}00`]) expect([name, signature, await post(body, signature)]).toEqual([name, signature, 401]);
      expect([name, await post(changed, good)]).toEqual([name, 401]);
    }
    expect(await everything()).toEqual([]);
  });

  test("no secret of a message is told", async () => {
    for (const name of ["booking-requested-pending", "instant-meeting"]) await deliver(name);
    expect(JSON.stringify(await everything())).not.toContain("cb3137c5-25ef-4b95-9bfa-d001cb32e035");
  });
});

const deliver = (name: string) => post(sampleBytes(name), signatureOf(sampleBytes(name)));

async function post(body: Buffer, signature: string | null): Promise<number> {
  const headers = { "Content-Type": "application/json", "X-Cal-Webhook-Version": "2021-10-20", ...(signature !== null && { "X-Cal-Signature-256": signature }) };
  const answer = await fetch(`${server.url}/api/webhooks/calcom`, { method: "POST", headers, body: new Uint8Array(body) });
  await answer.arrayBuffer();
  return answer.status;
}

function signatureOf(body: Buffer): string {
  return createHmac("sha256", SECRET).update(body).digest("hex");
}

async function everything(search = ""): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${server.url}/api/v1/bookings${search}`, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { data: Record<string, unknown>[] }).data.reverse();
}

/** Without what differs from run to run, and whatever the order of its keys. */
function comparable({ id: _id, createdAt: _made, updatedAt: _changed, user, ...rest }: Record<string, unknown>): unknown {
  return sorted({ ...rest, user: (user as { email: string } | null)?.email });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([key, one]) => [key, sorted(one)]).sort(([a], [b]) => String(a).localeCompare(String(b)));
}

/** Between two tests the server stays and what it was told goes. */
function forgetAll(): void {
  const tables = db.$client.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'engine_%'").pluck().all() as string[];
  db.$client.pragma("foreign_keys = OFF");
  for (const table of tables.filter((name) => !KEPT.includes(name) && !isDerived(name))) db.$client.exec(`DELETE FROM "${table}"`);
  db.$client.pragma("foreign_keys = ON");
}

/** Every order of up to four; of more, those that begin or end with one of them moved, and the reverse. */
function ordersOf(files: string[]): string[][] {
  if (files.length <= 4) return permutations(files);
  const moved = files.flatMap((file) => {
    const rest = files.filter((other) => other !== file);
    return [[file, ...rest], [...rest, file]];
  });
  return [files, [...files].reverse(), ...moved];
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
