import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { notifications } from "#db/schema/records.ts";
import { TEST_NOW } from "#app/lib/testing.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { deliveriesPage } from "../deliveries.server.ts";
import { resend } from "../resend.server.ts";
import { twilioSignature } from "./signature.server.ts";
import { receiveSmsStatus } from "./status.server.ts";
import { PHONE, sidOf, signed, STATUS, tell, textingDesk } from "./twilio.testing.ts";

test("the ledger follows a text until it arrived, in whatever order that is told", async () => {
  const orders = [["queued", "sent", "delivered"], ["delivered", "sent", "queued"], ["sending", "delivered", "failed"], ["sent", "delivered", "undelivered", "sent"]];
  for (const order of orders) {
    const it = textingDesk();
    const id = it.write();
    await it.send();
    it.time.nowMs += MINUTE_MS;
    for (const status of order) expect((await tell(it, status)).status).toBe(204);
    expect([order, it.rowOf(id)]).toMatchObject([order, { state: "sent", providerStatus: "delivered", settledAt: TEST_NOW + MINUTE_MS, reason: null }]);
    expect(deliveriesPage(it.app, {}).messages).toMatchObject([{ standing: expect.stringContaining("Delivered") as string }]);
  }
});

test("one that did not arrive has failed, says why, and may be sent again", async () => {
  const it = textingDesk();
  const id = it.write();
  await it.send();
  await tell(it, "undelivered", { ErrorCode: "30005" });
  await tell(it, "sent");
  expect(it.rowOf(id)).toMatchObject({ state: "failed", providerStatus: "undelivered", reason: "The number is unknown or not in service (30005)." });
  expect(resend(it.app, id, "x")).toBe(id);
  await it.send();
  expect(it.rowOf(id)).toMatchObject({ state: "sent", providerId: sidOf(2), providerStatus: null, reason: null });
  // What is still said of the first try is not about this one.
  await tell(it, "failed");
  expect(it.rowOf(id).state).toBe("sent");
});

test("what is told before our note of Twilio's yes is not lost", async () => {
  for (const [status, state] of [["delivered", "sent"], ["undelivered", "failed"]] as const) {
    const it = textingDesk();
    const id = it.write();
    it.twilio.answer = async () => (await tell(it, status, { ErrorCode: "30003" }), null);
    await it.send();
    expect(it.rowOf(id)).toMatchObject({ state, providerStatus: status, providerId: sidOf(1), reason: status === "delivered" ? null : expect.stringContaining("30003") as string });
  }
});

test("what is told of another text to the same number meanwhile is not taken for this one's", async () => {
  const it = textingDesk();
  const id = it.write();
  it.twilio.answer = async () => (await tell(it, "failed", { MessageSid: "SM9", ErrorCode: "30003" }), null);
  await it.send();
  expect(it.rowOf(id)).toMatchObject({ state: "sent", providerId: sidOf(1), providerStatus: null, reason: null });
});

test("of two on their way to one number neither is taken for the other", async () => {
  const it = textingDesk();
  const ids = [it.write("Hello", PHONE, "booking-1"), it.write("Hello", PHONE, "booking-2")];
  let both = () => {};
  const arrived = new Promise<void>((resolve) => (both = resolve));
  let count = 0;
  it.twilio.answer = async () => {
    if ((count += 1) === 2) both();
    await arrived;
    await tell(it, "delivered", { MessageSid: sidOf(2) });
    return null;
  };
  await it.send();
  expect(ids.map((id) => it.rowOf(id).state)).toEqual(["sent", "sent"]);
  expect(ids.map((id) => it.rowOf(id).providerId).sort()).toEqual([sidOf(1), sidOf(2)]);
  await tell(it, "delivered", { MessageSid: sidOf(2) });
  expect(ids.map((id) => it.rowOf(id)).find(({ providerId }) => providerId === sidOf(2))!.providerStatus).toBe("delivered");
});

test("what Twilio did not sign, or is about nothing of ours, changes nothing", async () => {
  const it = textingDesk();
  it.write();
  await it.send();
  const before = it.app.db.select().from(notifications).all();
  const params = { MessageSid: sidOf(1), MessageStatus: "delivered", To: PHONE };
  const unsigned = new Request(`http://localhost:3000${STATUS}`, { method: "POST", body: new URLSearchParams(params) });
  const altered = signed(STATUS, params);
  const forged = [unsigned, signed(STATUS, params, { token: "another" }), signed(STATUS, params, { at: "https://other.example" }), new Request(altered, { method: "POST", headers: altered.headers, body: new URLSearchParams({ ...params, MessageStatus: "failed" }) })];
  expect(await Promise.all(forged.map(async (request) => (await receiveSmsStatus(it.app, request)).status))).toEqual([403, 403, 403, 403]);
  const about: Record<string, string>[] = [{ MessageSid: "SM9" }, { MessageStatus: "teleported" }, { MessageStatus: "constructor" }, { MessageSid: "" }];
  for (const more of about) expect((await tell(it, "delivered", more)).status).toBe(204);
  expect(it.app.db.select().from(notifications).all()).toEqual(before);
  expect((await receiveSmsStatus(it.app, new Request(`http://localhost:3000${STATUS}`))).status).toBe(405);
  expect((await receiveSmsStatus(it.app, new Request(`http://localhost:3000${STATUS}`, { method: "POST", body: "x".repeat(70_000) }))).status).toBe(413);
  expect((await receiveSmsStatus(textingDesk({}).app, signed(STATUS, params))).status).toBe(404);
});

test("the published example's signature is the one that is asked for", () => {
  // https://www.twilio.com/docs/usage/security: the address, CallSid, Caller, Digits, From and To, under token 12345.
  const params = { CallSid: "CA1234567890ABCDE", Caller: "+12349013030", Digits: "1234", From: "+12349013030", To: "+18005551212" };
  const said = "https://example.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+12349013030Digits1234From+12349013030To+18005551212";
  expect(twilioSignature("12345", "https://example.com/myapp.php?foo=1&bar=2", new URLSearchParams(params))).toBe(createHmac("sha1", "12345").update(said).digest("base64"));
});
