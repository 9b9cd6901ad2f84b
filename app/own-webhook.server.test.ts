import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { createApp, type App } from "./app.server.ts";
import { book, temporaryFile, testPractice } from "./bookings/testing.ts";

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
