import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { writeCompany } from "#app/settings/company.server.ts";
import { receiveSms } from "./inbound.server.ts";
import { INBOUND, PHONE, say, signed, textingDesk } from "./twilio.testing.ts";

test("STOP ends the texts to that number, whoever asks for them afterwards; START brings them back", async () => {
  for (const word of ["STOP", "stop", " Stop \n", "STOPALL", "unsubscribe", "Cancel", "END", "quit", "Stop.", "\u201cSTOP\u201d!", "revoke", "OptOut", "Opt out"]) {
    const it = textingDesk();
    expect(await say(it, word)).toContain("<Message>Frontdesk: you get no more texts from us.");
    const [stopped, other] = [it.write(), it.write("Hello", "+351910000000")];
    await it.send();
    expect([word, it.rowOf(stopped).state, it.rowOf(stopped).reason, it.rowOf(other).state]).toEqual([word, "suppressed", "This number replied STOP.", "sent"]);
    expect(await say(it, "Start")).toContain("<Message>");
    const again = it.write();
    await it.send();
    expect(it.rowOf(again).state).toBe("sent");
  }
});

test("one that waits while STOP comes is not sent any more", async () => {
  const it = textingDesk();
  const id = it.write();
  await say(it, "STOP");
  await it.send();
  expect(it.twilio.sent).toEqual([]);
  expect([it.rowOf(id).state, it.rowOf(id).reason]).toEqual(["suppressed", "This number replied STOP."]);
});

test("HELP answers a sentence, whatever else is written nothing, and neither changes anything", async () => {
  const it = textingDesk();
  writing(it.app.db, (tx) => writeCompany(tx, { name: "Lee & <Co>" }, 0));
  expect(await say(it, "help")).toContain("<Message>Lee &amp; &lt;Co&gt;: ");
  expect(await say(it, "help")).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Response><Message>.+ Reply STOP to end them, START to get them again\.<\/Message><\/Response>$/);
  for (const body of ["Stop it please", "I am late", "", "STOP NOW"]) expect(await say(it, body)).toMatch(/<Response><\/Response>$/);
  it.write();
  expect(await it.send()).toBe(1);
});

test("where Twilio knew the word and has answered, it is done and not answered again", async () => {
  const it = textingDesk();
  expect(await say(it, "ARRET", { OptOutType: "STOP" })).toMatch(/<Response><\/Response>$/);
  it.write();
  await it.send();
  expect(it.twilio.sent).toEqual([]);
  await say(it, "ja", { OptOutType: "START" });
  it.write();
  expect(await it.send()).toBe(1);
});

test("a STOP that Twilio did not sign stops nothing", async () => {
  const it = textingDesk();
  expect((await receiveSms(it.app, signed(INBOUND, { From: PHONE, Body: "STOP" }, { token: "another" }))).status).toBe(403);
  it.write();
  expect(await it.send()).toBe(1);
});
