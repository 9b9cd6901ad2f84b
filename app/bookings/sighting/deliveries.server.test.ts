import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { App } from "#app/app.server.ts";
import { rowsOf, testPractice } from "../testing.ts";
import { applyAgain, listDeliveries } from "./deliveries.server.ts";
import { receiveWebhook } from "./receive.server.ts";

const SECRET = "of this test";

async function inbox() {
  const practice = await testPractice();
  const app: App = { ...practice.app, env: { ...practice.app.env, calcom: { ...practice.app.env.calcom, webhookSecret: SECRET } } };
  const deliver = async (body: object) => {
    const text = JSON.stringify(body);
    const headers = { "x-cal-signature-256": createHmac("sha256", SECRET).update(text).digest("hex") };
    return (await receiveWebhook(app, new Request("http://127.0.0.1/", { method: "POST", headers, body: text }))).json() as Promise<{ message: string }>;
  };
  return { practice, app, deliver };
}

const created = (payload: object) => ({
  triggerEvent: "BOOKING_CREATED",
  createdAt: "2026-11-20T10:00:00.000Z",
  payload: { uid: "uidOfThisBooking", title: "Call", startTime: "2026-11-23T10:00:00Z", endTime: "2026-11-23T10:30:00Z", attendees: [{ name: "Maria", email: "maria@example.com", timeZone: "Europe/Lisbon" }], ...payload },
});

test("what is kept of a webhook holds no passwords, and applied again it takes none away", async () => {
  const { practice, app, deliver } = await inbox();
  const link = "https://example.com/j/1?pwd=0aZ";
  const body = created({ location: link, oneTimePassword: "otp-1", videoCallData: { type: "zoom", id: 1, password: "pw-1", url: link }, additionalNotes: `Come to ${link}`, metadata: { room: link }, userFieldsResponses: { where: { label: "Where", value: link } } });
  expect(await deliver(body)).toEqual({ message: "added" });
  const [kept] = listDeliveries(app);
  for (const secret of ["otp-1", "pw-1", "0aZ"]) expect(kept!.body).not.toContain(secret);
  const before = rowsOf(practice);
  expect(before[0]).toMatchObject({ meetingUrl: link, notes: `Come to ${link}`, metadata: { room: link }, answers: { Where: link } });
  expect(applyAgain(app, kept!.id, null)).toBe("same");
  expect(rowsOf(practice)).toEqual(before);
});

test("the list is read page by page, and by what became of each", async () => {
  const { app, deliver } = await inbox();
  await deliver(created({}));
  await deliver({ triggerEvent: "PING", createdAt: "2026-11-20T10:00:00.000Z", payload: {} });
  await deliver({ hello: "there" });
  await deliver(created({ uid: null }));
  const all = listDeliveries(app);
  expect(all.map(({ event, outcome }) => [event, outcome])).toEqual([["BOOKING_CREATED", "unusable"], ["none", "unusable"], ["PING", "ignored"], ["BOOKING_CREATED", "added"]]);
  expect(listDeliveries(app, { before: all[2]!.id })).toEqual([all[3]]);
  expect(listDeliveries(app, { outcome: "ignored" })).toEqual([all[2]]);
  expect(listDeliveries(app, { limit: 1 })).toEqual([all[0]]);
  expect(() => applyAgain(app, 0, null)).toThrow("no such delivery");
});
