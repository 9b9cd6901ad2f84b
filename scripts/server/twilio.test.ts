import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseEnv } from "#app/lib/env.server.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { enqueueSms } from "#app/notifications/outbox.server.ts";
import { openDatabase, writing } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { smsStops } from "#db/schema/people.ts";
import { notifications } from "#db/schema/records.ts";
import { databaseFile } from "./data-folder.ts";
import { isBuilt, spawnServer } from "./spawned.testing.ts";
import { until } from "./testing.ts";
import { startTwilio } from "./twilio.testing.ts";

const APP_URL = "https://desk.example";
const account = { TWILIO_ACCOUNT_SID: "AC0123", TWILIO_AUTH_TOKEN: "a-token", TWILIO_FROM: "+15005550006", APP_URL };
const PHONE = "+351912345678";

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

describe.skipIf(!isBuilt())("the running server and Twilio", () => {
  test("a text goes out, Twilio's word on it comes in under its signature only, and STOP is heard", async () => {
    const folder = mkdtempSync(join(tmpdir(), "frontdesk-twilio-"));
    const db = openDatabase(databaseFile(folder));
    onTestFinished(() => (db.$client.close(), rmSync(folder, { recursive: true })));
    migrateDatabase(db);
    const twilio = await startTwilio();
    const variables = { ...account, TWILIO_API_URL: twilio.url };
    const deps = { clock: Date.now, random: systemRandom, env: { ...parseEnv(variables), appSecret: "unused" }, demo: false };
    const id = writing(db, (tx) => enqueueSms(tx, deps, { kind: "moved", recipient: PHONE, payload: { subject: "Moved", text: "Moved to Monday" } }));
    const rowOf = () => db.select().from(notifications).where(eq(notifications.id, id)).get()!;
    // It names the address others reach it at, which is a proxy's.
    const port = await freePort();
    const server = await spawnServer(folder, { env: { ...variables, PORT: String(port) } });
    const here = `http://127.0.0.1:${port}`;
    const call = (path: string, params: Record<string, string>, { headers = {}, token = account.TWILIO_AUTH_TOKEN }: { headers?: Record<string, string>; token?: string } = {}) => {
      const said = APP_URL + path + Object.keys(params).sort().map((name) => name + params[name]).join("");
      const signature = createHmac("sha1", token).update(said).digest("base64");
      return fetch(here + path, { method: "POST", headers: { "X-Twilio-Signature": signature, ...headers }, body: new URLSearchParams(params) });
    };
    await until(() => rowOf().state === "sent");
    expect(twilio.forms.map((form) => Object.fromEntries(form))).toEqual([{ To: PHONE, From: "+15005550006", Body: "Moved to Monday", StatusCallback: `${APP_URL}/api/webhooks/twilio/status` }]);

    const told = { MessageSid: "SM0123", MessageStatus: "delivered", To: PHONE };
    const status = "/api/webhooks/twilio/status";
    expect((await call(status, told, { token: "another" })).status).toBe(403);
    expect((await call(status, told, { headers: { Origin: "https://evil.example" } })).status).toBe(403);
    expect((await fetch(here + status)).status).toBe(405);
    expect(rowOf().providerStatus).toBeNull();
    expect((await call(status, told)).status).toBe(204);
    expect(rowOf()).toMatchObject({ state: "sent", providerStatus: "delivered" });

    const answer = await call("/api/webhooks/twilio/inbound", { From: PHONE, Body: "Stop" });
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([200, "text/xml; charset=utf-8", expect.stringContaining("<Response><Message>")]);
    expect(db.select().from(smsStops).all()).toMatchObject([{ phone: PHONE }]);
    expect(await server.end("SIGTERM")).toBe(0);
  });
});
