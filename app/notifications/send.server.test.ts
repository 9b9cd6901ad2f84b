import { expect, test } from "vitest";
import { TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { withSealedLink } from "./one-time.server.ts";
import { desk } from "./sending.testing.ts";

test("a message is handed over once, as text and HTML, and the server's answer is kept", async () => {
  const { smtp, write, rowOf, send } = await desk();
  const id = write({ facts: [{ label: "When", value: "Monday & Tuesday" }], link: "/sign-in" });
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 1, answer: "250 2.0.0 queued", reason: null, nextTryAt: null, settledAt: TEST_NOW });
  expect(smtp.mails).toHaveLength(1);
  const [mail] = smtp.mails;
  expect(mail).toMatchObject({ recipients: ["maria@example.com"], subject: "Hello", messageId: `<${id}@desk.example>`, from: { name: "Frontdesk", address: "desk@desk.example" } });
  expect(mail!.headers).toContainEqual(expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }));
  expect(mail!.text).toContain("One.\n\nTwo.\n\nWhen: Monday & Tuesday\n\nOpen the link:\nhttps://desk.example/sign-in");
  expect(mail!.html).toContain("Monday &amp; Tuesday");
});

test("nobody is written to without an address, or at one Cal.com made up", async () => {
  const { smtp, write, rowOf, send } = await desk();
  const [none, madeUp] = [write({}, null), write({}, "351912345678@SMS.cal.com")];
  expect(await send()).toBe(0);
  expect([rowOf(none), rowOf(madeUp)]).toMatchObject([
    { state: "suppressed", reason: "No e-mail address is known." },
    { state: "suppressed", reason: expect.stringContaining("phone number") as string },
  ]);
  expect(smtp.mails).toEqual([]);
});

test("what the server wants later is tried again, ever more seldom, and arrives; a link that works once is out of the ledger then", async () => {
  const { app, time, smtp, write, rowOf, send } = await desk();
  const id = write(withSealedLink(app, { subject: "Hello", text: "One.", link: "/set-password/secret-token" }));
  smtp.behave = ({ verb }) => (verb === "RCPT" ? "451 4.7.1 greylisted" : null);
  let waitedMs = 0;
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await send();
    const row = rowOf(id);
    expect(row).toMatchObject({ state: "retrying", attempts: attempt, reason: "The mail server asked to try later: 451 4.7.1 greylisted", answer: "451 4.7.1 greylisted" });
    expect(await send()).toBe(0);
    waitedMs += row.nextTryAt! - time.nowMs;
    time.nowMs = row.nextTryAt!;
  }
  expect(waitedMs).toBeGreaterThan(15 * 60_000);
  smtp.behave = () => null;
  await send();
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 9 });
  expect(smtp.mails[0]!.text).toContain("https://desk.example/set-password/secret-token");
  expect(JSON.stringify(rowOf(id))).not.toContain("secret-token");
});

test("what is refused for good has failed, with the server's words; the others go", async () => {
  const { smtp, write, rowOf, send } = await desk();
  smtp.behave = ({ address }) => (address === "gone@example.com" ? "550 5.1.1 no such mailbox" : null);
  const ids = [write({}, "gone@example.com"), write({}, "maria@example.com")];
  await send();
  expect(ids.map((id) => rowOf(id))).toMatchObject([
    { state: "failed", reason: "The mail server refused it: 550 5.1.1 no such mailbox", settledAt: TEST_NOW },
    { state: "sent" },
  ]);
});

test("refusing the sender, or no greeting, is put right by a person: nothing is given up for it", async () => {
  const { time, smtp, write, rowOf, send } = await desk();
  const id = write();
  for (const [verb, line] of [["MAIL", "550 sender unknown"], ["GREETING", "554 not you"]] as const) {
    smtp.behave = (step) => (step.verb === verb ? line : null);
    await send();
    expect(rowOf(id)).toMatchObject({ state: "retrying", reason: expect.stringContaining(line) as string });
    time.nowMs += DAY_MS;
  }
});

test("where nobody was there, one message a round finds out whether somebody is, and none is lost", async () => {
  const { time, smtp, write, rowOf, send } = await desk();
  const triesOf = (ids: string[]) => ids.reduce((sum, id) => sum + rowOf(id).attempts, 0);
  smtp.behave = ({ verb }) => (verb === "GREETING" ? "421 closed" : null);
  const ids = Array.from({ length: 8 }, (_, n) => write({ subject: String(n) }));
  expect([await send(), triesOf(ids)]).toEqual([4, 4]);
  expect([await send(), triesOf(ids)]).toEqual([1, 5]);
  expect([await send(), triesOf(ids)]).toEqual([1, 6]);
  smtp.behave = () => null;
  time.nowMs += HOUR_MS;
  expect(await send()).toBe(8);
  expect(smtp.mails.map(({ subject }) => subject).sort()).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
});

test("what one reader is told of one booking arrives in the order it happened", async () => {
  const { time, smtp, write, send } = await desk();
  let refusals = 0;
  smtp.behave = ({ verb }) => (verb === "RCPT" && (refusals += 1) === 1 ? "451 later" : null);
  write({ subject: "Booked" }, "maria@example.com", "booking-1");
  write({ subject: "Cancelled" }, "maria@example.com", "booking-1");
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(smtp.mails).toEqual([]);
  time.nowMs += HOUR_MS;
  await send();
  expect(smtp.mails.map(({ subject }) => subject)).toEqual(["Booked", "Cancelled"]);
});

test("names, line breaks, emoji and long texts arrive as they are, and begin no header", async () => {
  const { smtp, write, send } = await desk();
  const text = `${"long ".repeat(2_000)}😀 שלום .\n.\n..two`;
  write({ subject: "Hello\r\nBcc: all@example.com\u2028 😀 مريم", text, facts: [{ label: "Who", value: "Zoë <script>" }] });
  await send();
  const [mail] = smtp.mails;
  expect(mail!.recipients).toEqual(["maria@example.com"]);
  expect(mail!.bcc).toBeUndefined();
  expect(mail!.subject).toBe("Hello Bcc: all@example.com 😀 مريم");
  expect(mail!.text!.replaceAll("\n\n", "\n")).toContain(text);
  expect(mail!.html).toContain("Zoë &lt;script&gt;");
});
