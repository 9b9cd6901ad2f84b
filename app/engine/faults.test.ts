import { expect, test } from "vitest";
import { createFaultSwitch, faultRatesFrom } from "./fault-plan.ts";
import { ConnectionLost, withFaults, type ApiFault } from "./faults.ts";
import { ada, KEY, testEngine } from "./testing.ts";
import { withWebhookFaults, type WebhookFault } from "./webhook-faults.ts";

const booking = (eventTypeId: number) =>
  new Request("http://engine/v2/bookings", {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "cal-api-version": "2024-08-13", "content-type": "application/json" },
    body: JSON.stringify({ start: "2030-01-08T09:00:00Z", eventTypeId, attendee: ada }),
  });

const noSleep = { sleep: async () => {}, hangMs: 1 };

test.each([
  ["429", 429, 0],
  ["500", 500, 0],
  ["html", 502, 0],
  ["hang", 524, 0],
  ["drop", "lost", 0],
  ["lost", "lost", 1],
  ["hang-accepted", 524, 1],
] as const)("%s answers %s and leaves %i booking", async (fault, outcome, bookings) => {
  const { engine, eventTypeId, list } = testEngine();
  const handle = withFaults(engine.fetch, () => fault, noSleep);
  const seen = await handle(booking(eventTypeId)).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof ConnectionLost && error instanceof TypeError ? "lost" : error),
  );
  expect([seen, (await list()).body.data.length]).toEqual([outcome, bookings]);
});

test("a call that hangs ends when the caller gives up, and what was accepted stands", async () => {
  for (const fault of ["hang", "hang-accepted"] as const) {
    const { engine, eventTypeId, list } = testEngine();
    const giveUp = new AbortController();
    const answer = withFaults(engine.fetch, () => fault)(new Request(booking(eventTypeId), { signal: giveUp.signal }));
    giveUp.abort(new Error("too long"));
    await expect(answer).rejects.toThrow("too long");
    expect((await list()).body.data).toHaveLength(fault === "hang" ? 0 : 1);
  }
});

test("a 429 says how long to wait, and an error names no library", async () => {
  const { engine, eventTypeId } = testEngine();
  const answer = await withFaults(engine.fetch, () => "429", { resetSeconds: 3 })(booking(eventTypeId));
  expect([answer.headers.get("x-ratelimit-reset-default"), ((await answer.json()) as { error: { code: string } }).error.code]).toEqual(["3", "ThrottlerException"]);
});

test("webhooks get lost, come twice and overtake each other", async () => {
  const plan: (WebhookFault | null)[] = [null, "lose", "duplicate", "reorder", null, "reorder"];
  const arrived: string[] = [];
  const send = withWebhookFaults(async (request) => {
    arrived.push(await request.text());
    return new Response();
  }, () => plan.shift() ?? null);
  for (const body of ["a", "b", "c", "d", "e", "f"]) expect((await send(new Request("https://hook.example", { method: "POST", body }))).status).toBe(200);
  expect(arrived.join("")).toBe("acced");
  await send.flush();
  expect(arrived.join("")).toBe("accedf");
});

test("a switch gives the next calls what they are to meet, then leaves it to chance, and counts", () => {
  const faults = createFaultSwitch(() => 0.5, { api: { "500": 0.4, lost: 0.2 }, next: ["drop", null], only: "POST /v2/bookings" });
  const met = () => faults.api(new Request("http://engine/v2/bookings/abc/cancel", { method: "POST" }));
  expect([met(), met(), met()]).toEqual(["drop", null, "lost"] satisfies (ApiFault | null)[]);
  expect(faults.api(new Request("http://engine/v2/slots"))).toBe(null);
  faults.set({});
  expect([met(), faults.read()]).toEqual([null, { rates: { next: [] }, met: { drop: 1, lost: 1 } }]);
});

test("--faults is read as shares", () => {
  expect(faultRatesFrom("lost=0.05, duplicate=0.2,429=1")).toEqual({ api: { lost: 0.05, "429": 1 }, webhooks: { duplicate: 0.2 } });
  for (const text of ["lost", "lost=2", "gone=0.1", "lost=x"]) expect(() => faultRatesFrom(text)).toThrow("shares from 0 to 1");
});
