import { describe, expect, test } from "vitest";
import { webhookDeliveries } from "#db/schema/records.ts";
import { bytesOf, deliver, deliverAll, empty, everything, inbox, sampleBody, sampleBytes, sampleNames, samplesPresent, signatureOf } from "./samples.testing.ts";
import { webhookRefusals } from "./refusals.server.ts";

/** Deliveries that belong together, in the order in which they happened. */
const SEQUENCES: string[][] = [
  ["booking-created-30min-cal-video", "booking-rescheduled-by-attendee", "meeting-started-flat", "meeting-ended-flat", "booking-no-show-marked", "booking-no-show-unmarked"],
  ["booking-created-30min-cal-video", "booking-rescheduled-by-attendee", "booking-rescheduled-second-time-root-uid"],
  ["booking-created-in-person-custom-fields", "booking-rescheduled-in-person-no-root-uid", "booking-cancelled-in-person-offset-times"],
  ["booking-requested-pending", "booking-created-after-confirmation"],
  ["booking-requested-team-google-meet-hosted-2026", "booking-rejected-with-reason"],
  ["booking-created-seat-first", "booking-created-seat-second-same-uid", "booking-cancelled-single-seat", "booking-rescheduled-seat-to-empty-slot"],
  ["booking-created-hosted-2026", "booking-reassigned", "booking-rescheduled-hosted-2026-with-cancellation-reason", "booking-cancelled-hosted-2026-with-metadata"],
  ["booking-payment-initiated", "booking-paid"],
  ["booking-created-recurring-1-of-4", "booking-created-recurring-2-of-4", "booking-cancelled-recurring-remaining"],
  ["booking-created-30min-cal-video", "booking-rescheduled-by-attendee", "signature-vector-unicode-compact"],
  ["booking-created-api-metadata", "booking-location-updated"],
];

/** How each sequence ends, as far as it is told apart: status by the uids that are left. */
const ENDS = [
  { iK4QosBNF7sr7ZPwvHXzV3: "rescheduled" },
  { "953pMqPXBf3fdSKpZNeSXi": "rescheduled" },
  { JsXJQghbtrHnAbQAh3QxGH: "cancelled" },
  { EtrwUTvhUTbDvXsS4TqauR: "confirmed" },
  { DAuxP69d3RHyvefaufMXKX: "rejected" },
  { P2p5y7mUU7aWbwfw9vwgDg: "confirmed", U8nRyDus7PwirdayzMrhJg: "confirmed" },
  { NXDCw3ZE4L3G1WDZy5q25f: "cancelled" },
  { "2eh3ddK7vrKoDvCw7KWBT1": "confirmed" },
  { cKwcS5QuD6c3vCebauQPcJ: "confirmed", CG4yLTf23JYMXz6nycETcY: "cancelled" },
  { iK4QosBNF7sr7ZPwvHXzV3: "rescheduled" },
  { XiS3bw95wJjBCW8fhmYUn6: "confirmed" },
];

function ordersOf(names: string[]): string[][] {
  if (names.length < 2) return [names];
  return names.flatMap((name, at) => ordersOf(names.toSpliced(at, 1)).map((rest) => [name, ...rest]));
}

/** Two webhooks registered for one address: the same event again, some milliseconds later. */
function echoOf(name: string): Uint8Array<ArrayBuffer> {
  const body = sampleBody(name);
  return bytesOf("payload" in body ? { ...body, createdAt: new Date(Date.parse(body.createdAt) + 7).toISOString() } : body);
}

describe.skipIf(!samplesPresent)("the samples of Cal.com's webhooks, as the network may bring them", () => {
  test.each(SEQUENCES.map((names, at) => [at + 1, names] as const))("sequence %i ends the same in every order, with every message twice", async (at, names) => {
    const far = inbox();
    await deliverAll(far.app, names);
    const end = everything(far);
    const left = end.bookings.flatMap(({ uids, status }) => Object.entries(uids).filter(([, state]) => state !== "superseded").map(([uid]) => [uid, status]));
    expect(Object.fromEntries(left)).toEqual(ENDS[at - 1]);
    for (const order of ordersOf(names)) {
      empty(far);
      await deliverAll(far.app, order.flatMap((name) => [name, name]));
      expect(everything(far), order.join(" → ")).toEqual(end);
      await deliverAll(far.app, order);
      expect(everything(far), `${order.join(" → ")}, and again`).toEqual(end);
    }
  }, 240_000);

  test.each(SEQUENCES.map((names, at) => [at + 1, names] as const))("sequence %i ends the same when each event is told twice, moments apart", async (_, names) => {
    const far = inbox();
    await deliverAll(far.app, names);
    const end = everything(far);
    for (const order of [names, names.toReversed()]) {
      empty(far);
      for (const name of order) {
        await deliver(far.app, echoOf(name));
        await deliver(far.app, sampleBytes(name));
      }
      for (const name of order) await deliver(far.app, echoOf(name));
      expect(everything(far)).toEqual(end);
    }
  });

  test("all of them, from the last to the first, end as from the first to the last", async () => {
    const [far, back] = [inbox(), inbox()];
    await deliverAll(far.app, sampleNames);
    await deliverAll(back.app, sampleNames.toReversed());
    expect(everything(back)).toEqual(everything(far));
  });

  test.each(sampleNames)("%s: what is known already is stored once and changes nothing", async (name) => {
    const far = inbox();
    const [bytes] = [sampleBytes(name)];
    const first = await deliver(far.app, bytes);
    const once = everything(far);
    expect(await deliver(far.app, bytes)).toBe(first);
    expect(everything(far)).toEqual(once);
    expect(far.db.select().from(webhookDeliveries).all().length).toBeLessThan(2);
  });

  test.each(sampleNames)("%s with one byte changed is not what was signed", async (name) => {
    const far = inbox();
    const bytes = sampleBytes(name);
    const signature = signatureOf(bytes);
    const places = [0, Math.floor(bytes.length / 2), bytes.length - 1];
    for (const [at, place] of places.entries()) {
      const changed = bytes.slice();
      changed[place] = (changed[place] as number) ^ (1 << at);
      expect(await deliver(far.app, changed, signature)).toBe(401);
    }
    for (const wrong of [null, "", "no-secret-provided", signature.slice(0, -1), `${signature}0`, signature.toUpperCase(), `sha256=${signature}`, signatureOf(bytes, "another")]) {
      expect(await deliver(far.app, bytes, wrong), String(wrong)).toBe(401);
    }
    expect(everything(far)).toEqual({ bookings: [], uids: {} });
    expect(far.db.select().from(webhookDeliveries).all()).toEqual([]);
    expect(webhookRefusals(far.db)?.count).toBe(11);
  });

  test.each(sampleNames)("%s with one byte changed, and signed so, makes no server error", async (name) => {
    const far = inbox();
    const bytes = sampleBytes(name);
    for (let at = 0; at < 40; at += 1) {
      const changed = bytes.slice();
      const place = Math.floor((bytes.length * at) / 40);
      changed[place] = (changed[place] as number) ^ (1 << at % 8);
      expect(await deliver(far.app, changed), `byte ${place}`).toBeLessThan(500);
    }
  });

  test("an old and a new secret are good at the same time", async () => {
    const { app } = inbox();
    const bytes = sampleBytes("ping");
    expect(await deliver(app, bytes, signatureOf(bytes, "an old one"))).toBe(200);
    const none = { ...app, env: { ...app.env, calcom: { ...app.env.calcom, webhookSecret: undefined } } };
    expect(await deliver(none, bytes)).toBe(401);
    expect(webhookRefusals(app.db)?.lastReason).toBe("no_secret");
  });
});
