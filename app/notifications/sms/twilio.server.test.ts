import { expect, test } from "vitest";
import { TEST_NOW } from "#app/lib/testing.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { receiveSms } from "./inbound.server.ts";
import { INBOUND, PHONE, refusal, say, sidOf, signed, STATUS, tell, textingDesk, TOKEN, variables } from "./twilio.testing.ts";

test("a text is one form-encoded POST under the account's name and token, and is sent once", async () => {
  const { twilio, write, send, rowOf } = textingDesk({ ...variables, TWILIO_API_URL: "http://127.0.0.1:9/" });
  const id = write("Harbour & Co: moved to Fri 27 Nov, 15:30. ê 😀 + %");
  expect([await send(), await send()]).toEqual([1, 0]);
  expect(twilio.sent).toEqual([{ url: "http://127.0.0.1:9/2010-04-01/Accounts/AC0123/Messages.json", authorization: `Basic ${btoa(`AC0123:${TOKEN}`)}`, to: PHONE, from: "+15005550006", service: null, body: "Harbour & Co: moved to Fri 27 Nov, 15:30. ê 😀 + %", statusCallback: `https://desk.example${STATUS}` }]);
  expect(rowOf(id)).toMatchObject({ state: "sent", providerId: sidOf(1), answer: `201 ${sidOf(1)}`, attempts: 1, settledAt: TEST_NOW });
});

test("a messaging service is named as one, and Twilio's own address is the usual one", async () => {
  const { twilio, write, send } = textingDesk({ ...variables, TWILIO_FROM: "MG0123" });
  write();
  await send();
  expect(twilio.sent).toMatchObject([{ url: "https://api.twilio.com/2010-04-01/Accounts/AC0123/Messages.json", from: null, service: "MG0123" }]);
});

test("what Twilio says of the number is for good, and the ledger says why", async () => {
  const { twilio, write, send, rowOf } = textingDesk();
  const said: [number, string][] = [[21211, "not a telephone number"], [21614, "not a mobile one"], [21610, "stopped our texts"], [21612, "cannot send to this number"], [21617, "400 21617 The body is too long"]];
  for (const [code, words] of said) {
    twilio.answer = () => refusal(400, code, "The body is too long");
    const id = write();
    await send();
    expect(rowOf(id)).toMatchObject({ state: "failed", reason: expect.stringContaining(words) as string, attempts: 1, providerId: null });
  }
});

test("what Twilio says of the account, or does not say at all, may be put right: nothing is given up for it", async () => {
  const html = () => new Response("<html>Bad gateway</html>", { status: 502, headers: { "Content-Type": "text/html" } });
  const answers: [string, () => Response | Promise<Response>, string][] = [
    ["busy", () => refusal(429, 20429, "Too many requests"), "too many at once"],
    ["down", html, "502"],
    ["unavailable", () => new Response(null, { status: 503 }), "503"],
    ["a wrong token", () => refusal(401, 20003, "Authenticate"), "did not accept the account"],
    ["a number that is not ours", () => refusal(400, 21606, "not a Twilio number"), "21606"],
    ["a page in between", () => new Response("<html>Sign in to the network</html>"), "200"],
    ["moved", () => new Response(null, { status: 302, headers: { Location: "https://elsewhere.example" } }), "302"],
    ["no network", () => Promise.reject(new TypeError("fetch failed")), "could not be reached"],
    ["no answer", () => Promise.reject(new DOMException("too late", "TimeoutError")), "in time"],
    ["broken JSON", () => new Response('{"code":', { status: 400 }), "400"],
    ["an empty object", () => Response.json(null, { status: 500 }), "500"],
  ];
  for (const [name, answer, words] of answers) {
    const { time, twilio, write, send, rowOf } = textingDesk();
    const [id, next] = [write(), write()];
    twilio.answer = answer;
    expect([name, (await send()) < 5]).toEqual([name, true]);
    expect([name, rowOf(id)]).toMatchObject([name, { state: "retrying", reason: expect.stringContaining(words) as string }]);
    twilio.answer = () => null;
    time.nowMs += HOUR_MS;
    await send();
    expect([rowOf(id).state, rowOf(next).state, twilio.sent.length]).toEqual(["sent", "sent", 2]);
  }
});

test("its yes counts in whatever form it comes", async () => {
  const { twilio, write, send, rowOf } = textingDesk();
  twilio.answer = () => new Response("created", { status: 201 });
  const id = write();
  await send();
  expect(rowOf(id)).toMatchObject({ state: "sent", providerId: null });
});

test("without an account a text is written down as not sent, and says so", () => {
  const { write, rowOf } = textingDesk({});
  expect(rowOf(write())).toMatchObject({ channel: "sms", state: "suppressed", reason: "SMS is off: no Twilio account is set." });
});

test("no number, text or token is in the log", async () => {
  const it = textingDesk();
  it.write("The secret text");
  it.twilio.answer = () => refusal(400, 21211, `The 'To' number ${PHONE} is not a valid phone number.`);
  await it.send();
  it.write("The secret text");
  it.twilio.answer = () => Promise.reject(new Error(`connect ${PHONE}`));
  await it.send();
  it.time.nowMs += HOUR_MS;
  it.twilio.answer = () => null;
  await it.send();
  await tell(it, "delivered");
  await say(it, "STOP");
  await receiveSms(it.app, signed(INBOUND, { From: PHONE, Body: "STOP" }, { token: "another" }));
  expect(it.logged.length).toBeGreaterThan(5);
  for (const secret of ["351912345678", "The secret", TOKEN, "15005550006"]) expect(it.logged.join()).not.toContain(secret);
});
