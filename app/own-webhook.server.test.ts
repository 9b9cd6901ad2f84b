import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { createApp, type App } from "./app.server.ts";
import { cancelBooking } from "./bookings/cancel.server.ts";
import { confirmBooking } from "./bookings/decide.server.ts";
import { moveBooking } from "./bookings/move.server.ts";
import { receiveWebhook } from "./bookings/sighting/receive.server.ts";
import { book, monday, offeringsFor, rowOf, temporaryFile, testPractice } from "./bookings/testing.ts";
import { createEngine } from "./engine/engine.server.ts";

const system = { kind: "system", reason: "test" } as const;

/** Another process of the product on the practice's database. */
function processOn({ app: { db, env, log, clock } }: { app: App }, answer: () => number = () => 200) {
  const taken: { trigger: string; genuine: boolean }[] = [];
  const app = createApp({
    db,
    env,
    log,
    clock,
    demo: false,
    async receiveWebhook(receiver, request) {
      const text = await request.text();
      const signature = createHmac("sha256", receiver.webhookSecret!).update(text).digest("hex");
      const { triggerEvent: trigger } = JSON.parse(text) as { triggerEvent: string };
      taken.push({ trigger, genuine: request.headers.get("x-cal-signature-256") === signature });
      return new Response(null, { status: answer() });
    },
  });
  return { app, taken };
}

test("what happens at the embedded engine is told to the product once, signed with its secret of this start", async () => {
  const practice = await testPractice({ file: temporaryFile() });
  const [one, other] = [processOn(practice), processOn(practice)];
  expect(one.app.webhookSecret).not.toBe(other.app.webhookSecret);
  await book(practice);
  expect(await Promise.all([one.app.deliverWebhooks(), other.app.deliverWebhooks()])).toEqual(expect.arrayContaining([0, 1]));
  expect([...one.taken, ...other.taken]).toEqual([{ trigger: "BOOKING_CREATED", genuine: true }]);
  const stored = practice.db.$client.prepare("SELECT secret FROM engine_webhooks").pluck().all();
  expect(stored).toEqual([null]);
});

test("what was not taken in comes again", async () => {
  const practice = await testPractice();
  let status = 500;
  const { app, taken } = processOn(practice, () => status);
  await book(practice);
  await app.deliverWebhooks();
  status = 200;
  practice.time.nowMs += 6 * 60_000;
  await app.deliverWebhooks();
  practice.time.nowMs += 6 * 60_000;
  expect([await app.deliverWebhooks(), taken.length]).toEqual([0, 2]);
});

test("what the product did itself is known when it comes back, and nothing is there twice", async () => {
  const practice = await testPractice();
  const { db, env, log, clock } = practice.app;
  const app = createApp({ db, env, log, clock, demo: false, receiveWebhook });
  const told = () => db.$client.prepare("SELECT event, outcome FROM webhook_deliveries ORDER BY received_at, rowid").all() as { event: string; outcome: string }[];
  const rows = () => db.$client.prepare("SELECT id, status, starts_at, ends_at, title, attendee_name, location, version FROM bookings ORDER BY created_at").all();
  const events = () => db.$client.prepare("SELECT action FROM audit_events").pluck().all();
  const request = { correlationId: "request-1" };

  const { id } = await book(practice);
  await moveBooking(app, system, id, { ...request, startMs: monday(14) });
  const other = await book(practice, { startMs: monday(11) });
  await cancelBooking(app, system, other.id, { ...request, reason: "Ill" });
  const asked = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), startMs: monday(16), durationMinutes: 60, answers: { size: "Small" } });
  await confirmBooking(app, system, asked.id, request);
  const [before, done] = [rows(), events()];
  await app.deliverWebhooks();
  expect(told().map(({ event }) => event)).toEqual(["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CREATED", "BOOKING_CANCELLED", "BOOKING_REQUESTED", "BOOKING_CREATED"]);
  expect([rows(), events()]).toEqual([before, done]);
});

test("what happens at the engine without the product is taken over", async () => {
  const practice = await testPractice();
  const { db, env, log, clock } = practice.app;
  const app = createApp({ db, env, log, clock, demo: false, receiveWebhook });
  const { id } = await book(practice);
  const uid = db.$client.prepare("SELECT uid FROM engine_bookings").pluck().get() as string;
  const engine = createEngine({ db, clock, rateLimit: "off" });
  const act = (verb: string, body: object) =>
    engine.fetch(new Request(`http://engine/v2/bookings/${uid}/${verb}`, { method: "POST", headers: { "cal-api-version": "2024-08-13" }, body: JSON.stringify(body) }));
  expect((await act("cancel", { cancellationReason: "Ill" })).status).toBe(200);
  await app.deliverWebhooks();
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled", cancellationReason: "Ill" });
});

test("a phone number stays as it was written here", async () => {
  const practice = await testPractice();
  const { db, env, log, clock } = practice.app;
  const app = createApp({ db, env, log, clock, demo: false, receiveWebhook });
  const { id, version } = await book(practice, { attendee: { name: "Maria Silva", email: "Maria@example.com", phone: "+351 910 000 101", timeZone: "Europe/Lisbon" } });
  expect(await app.deliverWebhooks()).toBe(1);
  expect(rowOf(practice, id)).toMatchObject({ version, attendeePhone: "+351 910 000 101" });
});
