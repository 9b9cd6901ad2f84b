import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { HOUR_MS } from "#app/lib/time.ts";
import { listeningEngine, SECRET } from "./testing.ts";

const TUESDAY_9 = "2030-01-08T09:00:00Z";

test("a webhook is made, read, changed and removed, and refuses a second one for its address", async () => {
  const { call } = await listeningEngine();
  const body = { subscriberUrl: "https://other.example/hook", triggers: ["BOOKING_CREATED"], active: true };
  const made = await call("POST", "/v2/webhooks", { body });
  expect([made.status, made.body.data]).toEqual([
    201,
    { id: expect.any(String), userId: expect.any(Number), ...body, secret: null, payloadTemplate: null, time: null, timeUnit: null },
  ]);
  const path = `/v2/webhooks/${made.body.data.id}`;
  expect((await call("POST", "/v2/webhooks", { body })).status).toBe(409);
  expect((await call("PATCH", path, { body: { active: false, secret: "s", triggers: ["BOOKING_PAID"] } })).body.data).toMatchObject({ active: false, secret: "s", triggers: ["BOOKING_PAID"] });
  expect((await call("PATCH", path, { body: { secret: null } })).body.data).toMatchObject({ active: false, secret: null });
  expect((await call("GET", "/v2/webhooks?take=1&skip=1")).body.data).toHaveLength(1);
  expect((await call("DELETE", path)).body.data.id).toBe(made.body.data.id);
  expect((await call("GET", path)).status).toBe(404);
});

test.each([
  [{ subscriberUrl: "not a url", triggers: ["BOOKING_CREATED"], active: true }, "subscriberUrl"],
  [{ subscriberUrl: "ftp://a.example", triggers: ["BOOKING_CREATED"], active: true }, "subscriberUrl"],
  [{ subscriberUrl: "http://169.254.169.254/latest", triggers: ["BOOKING_CREATED"], active: true }, "subscriberUrl"],
  [{ subscriberUrl: "https://a.example", triggers: ["BOOKING_CONFIRMED"], active: true }, "triggers"],
  [{ subscriberUrl: "https://a.example", triggers: [], active: true }, "triggers"],
  [{ subscriberUrl: "https://a.example", triggers: ["BOOKING_CREATED"] }, "active"],
])("a webhook that cannot be is refused by name: %j", async (body, property) => {
  const { call } = await listeningEngine();
  const { status, body: answer } = await call("POST", "/v2/webhooks", { body });
  expect([status, answer.error.details.errors.map((error: { property: string }) => error.property)]).toEqual([400, [property]]);
});

test("an event type's webhooks are its own", async () => {
  const { call, eventTypeId, book, addType, hear, heard } = await listeningEngine({ asked: ["BOOKING_PAID"] });
  const path = `/v2/event-types/${eventTypeId}/webhooks`;
  const body = { subscriberUrl: "https://type.example/hook", triggers: ["BOOKING_CREATED"], active: true };
  expect((await call("POST", path, { body })).body.data).toMatchObject({ eventTypeId });
  await book(TUESDAY_9);
  await book("2030-01-08T10:00:00Z", { eventTypeId: addType({}) });
  expect(await hear()).toHaveLength(1);
  expect((await call("DELETE", path)).body.data).toBe("1 webhooks deleted");
  await book("2030-01-08T11:00:00Z");
  await hear();
  expect(heard).toHaveLength(1);
});

test("between two webhooks that are taken at once, requests get their turn", async () => {
  const { book, hear, heard } = await listeningEngine({ asked: ["BOOKING_CREATED"] });
  await book(TUESDAY_9);
  await book("2030-01-08T10:00:00Z");
  let heardBefore = -1;
  setImmediate(() => (heardBefore = heard.length));
  await hear();
  expect([heardBefore, heard.length]).toEqual([1, 2]);
});

test("the body is signed, and told from the bytes that were signed", async () => {
  const { book, hear } = await listeningEngine({ asked: ["BOOKING_CREATED"] });
  await book(TUESDAY_9, { attendee: { name: "Zoë Müller", email: "zoe@example.com", timeZone: "Europe/Berlin" } });
  const [message] = await hear();
  expect(message!.headers.get("x-cal-signature-256")).toBe(createHmac("sha256", SECRET).update(message!.text).digest("hex"));
  expect(message!.headers.get("x-cal-webhook-version")).toBe("2021-10-20");
  expect(message!.headers.get("content-type")).toBe("application/json");
});

test("without a secret the signature says so", async () => {
  const { call, webhook, book, hear } = await listeningEngine({ asked: ["BOOKING_CREATED"] });
  await call("PATCH", `/v2/webhooks/${webhook.id}`, { body: { secret: null } });
  await book(TUESDAY_9);
  expect((await hear())[0]!.headers.get("x-cal-signature-256")).toBe("no-secret-provided");
});

test("a template is the whole body, and false when what it is filled with breaks it", async () => {
  const { call, webhook, book, hear } = await listeningEngine({ asked: ["BOOKING_CREATED"] });
  const path = `/v2/webhooks/${webhook.id}`;
  await call("PATCH", path, { body: { payloadTemplate: '{"who":"{{attendees.0.name}}","what":"{{triggerEvent}}","none":"{{a.b}}"}' } });
  await book(TUESDAY_9);
  await book("2030-01-08T10:00:00Z", { attendee: { name: 'Ada "A" Example', email: "ada@example.com", timeZone: "UTC" } });
  expect((await hear()).map(({ text }) => text)).toEqual(['{"who":"Ada Example","what":"BOOKING_CREATED","none":""}', "false"]);
  await call("PATCH", path, { body: { payloadTemplate: "{{title}} at {{startTime}}" } });
  await book("2030-01-08T11:00:00Z");
  const [text] = await hear();
  expect([text!.text, text!.headers.get("content-type")]).toEqual(["Intro between Host and Ada Example at 2030-01-08T11:00:00Z", "application/x-www-form-urlencoded"]);
});

test("what is not taken is tried once, or as often as asked for, five minutes apart", async () => {
  const once = await listeningEngine({ asked: ["BOOKING_CREATED"], answer: () => new Response(null, { status: 500 }) });
  await once.book(TUESDAY_9);
  expect([await once.hear(), await once.hear()].map((messages) => messages.length)).toEqual([1, 0]);

  const often = await listeningEngine({ asked: ["BOOKING_CREATED"], answer: () => new Response(null, { status: 302 }), webhookAttempts: 3 });
  await often.book(TUESDAY_9);
  const counts: number[] = [];
  for (let hour = 0; hour < 5; hour++) {
    counts.push((await often.hear()).length);
    often.time.nowMs += HOUR_MS / 12;
  }
  expect(counts).toEqual([1, 1, 1, 0, 0]);
});

test("what a process took up before it died is sent by another one", async () => {
  const desk = await listeningEngine({ asked: ["BOOKING_CREATED"], webhookAttempts: 2, answer: () => new Response(null, { status: 200 }) });
  const { createEngine } = await import("#app/engine/engine.server.ts");
  const dying = createEngine({ db: desk.db, clock: () => desk.time.nowMs, send: () => new Promise(() => {}) });
  await desk.book(TUESDAY_9);
  void dying.deliverWebhooks();
  expect(await desk.hear()).toHaveLength(0);
  desk.time.nowMs += HOUR_MS;
  expect(await desk.hear()).toHaveLength(1);
});
