import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createFaultSwitch } from "#app/engine/fault-plan.ts";
import { withFaults } from "#app/engine/faults.ts";
import { ada, KEY, testEngine } from "#app/engine/testing.ts";
import { withFaultSwitch } from "./engine-faults.ts";
import { engineOptions } from "./engine-options.ts";
import { serve } from "./http.ts";

async function engineOnAPort() {
  const desk = testEngine();
  const faults = createFaultSwitch(() => 0);
  const server = serve(withFaultSwitch(withFaults(desk.engine.fetch, faults.api), faults));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const set = (body: unknown) => fetch(`${url}/_faults`, { method: "POST", body: JSON.stringify(body) });
  const book = () =>
    fetch(`${url}/v2/bookings`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "cal-api-version": "2024-08-13", "content-type": "application/json" },
      body: JSON.stringify({ start: "2030-01-08T09:00:00Z", eventTypeId: desk.eventTypeId, attendee: ada }),
    });
  return { ...desk, url, set, book };
}

test("over HTTP a lost answer is a broken connection, and what was asked for happened or not", async () => {
  const { set, book, list } = await engineOnAPort();
  await set({ next: ["drop", "lost"] });
  await expect(book()).rejects.toThrow("fetch failed");
  expect((await list()).body.data).toHaveLength(0);
  await expect(book()).rejects.toThrow("fetch failed");
  expect((await list()).body.data).toHaveLength(1);
  expect((await book()).status).toBe(400);
});

test("the switch says what is set and what was met, and refuses what it does not know", async () => {
  const { url, set, book } = await engineOnAPort();
  for (const body of ["not JSON", { api: { gone: 1 } }, { api: { "500": 2 } }, { more: 1 }, []]) expect((await set(body)).status).toBe(400);
  await set({ api: { "500": 1 }, only: "POST /v2/bookings" });
  expect((await book()).status).toBe(500);
  const read = async (method: string) => (await fetch(`${url}/_faults`, { method })).json();
  expect(await read("GET")).toEqual({ rates: { api: { "500": 1 }, only: "POST /v2/bookings", next: [] }, met: { "500": 1 } });
  expect(await read("DELETE")).toEqual({ rates: { next: [] }, met: { "500": 1 } });
  expect((await book()).status).toBe(201);
});

test("what stands behind npm run engine is checked", () => {
  expect(engineOptions(["--port", "0", "--faults", "lost=0.1,lose=1", "--fault-seed", "7"])).toEqual({
    port: 0,
    data: undefined,
    faults: { api: { lost: 0.1 }, webhooks: { lose: 1 } },
    faultSeed: 7,
    hangMs: 120_000,
  });
  for (const args of [["--port", "x"], ["--port", "70000"], ["--faults", "lost"], ["--hang-ms", "-1"], ["--what"]]) expect(() => engineOptions(args)).toThrow();
});
