import { expect, onTestFinished, test } from "vitest";
import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import type { Content } from "./message.ts";
import { withSealedLink } from "./one-time.server.ts";
import { LEASE_MS } from "./ledger.server.ts";
import { enqueueMail } from "./outbox.server.ts";
import { mailCarrier } from "./mail-carrier.server.ts";
import { sendDue } from "./send.server.ts";
import { OFFERS_TLS, startSmtpServer, type Step } from "./smtp-server.testing.ts";
import { smtpMailer } from "./smtp.server.ts";

const head = { from: "desk@desk.example", origin: "https://desk.example", privateLink: (id: string) => `/booking/of-${id}` };

async function desk() {
  const time = { nowMs: TEST_NOW };
  const app = testApp({ clock: () => time.nowMs });
  const smtp = await startSmtpServer();
  onTestFinished(() => smtp.stop());
  const mailer = smtpMailer(smtp.url, { connectMs: 300, silentMs: 300 });
  const write = (payload: Partial<Content> = {}, recipient: string | null = "maria@example.com", bookingId: string | null = null) =>
    writing(app.db, (tx) => enqueueMail(tx, app, { kind: "note", recipient, bookingId, payload: { subject: "Hello", text: "One.\nTwo.", ...payload } }));
  const rowOf = (id: string) => app.db.select().from(notifications).where(eq(notifications.id, id)).get()!;
  const send = () => sendDue(app, mailCarrier(app, mailer, head));
  return { app, time, smtp, write, rowOf, send };
}

test("a message is handed over once, as text and HTML, and the server's answer is kept", async () => {
  const { smtp, write, rowOf, send } = await desk();
  const id = write({ facts: [{ label: "When", value: "Monday & Tuesday" }], link: "/sign-in" });
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 1, answer: "250 2.0.0 queued", reason: null, nextTryAt: null, settledAt: TEST_NOW });
  expect(smtp.mails).toHaveLength(1);
  const [mail] = smtp.mails;
  expect(mail).toMatchObject({ recipients: ["maria@example.com"], headers: { subject: "Hello", "message-id": `<${id}@desk.example>`, from: "Frontdesk <desk@desk.example>", "auto-submitted": "auto-generated" } });
  expect(mail!.parts["text/plain"]!.body).toContain("One.\r\n\r\nTwo.\r\n\r\nWhen: Monday & Tuesday\r\n\r\nOpen the link:\r\nhttps://desk.example/sign-in");
  expect(mail!.parts["text/html"]!.body).toContain("Monday &amp; Tuesday");
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
    expect(row).toMatchObject({ state: "retrying", attempts: attempt, reason: "The mail server wants it later: 451 4.7.1 greylisted", answer: "451 4.7.1 greylisted" });
    expect(await send()).toBe(0);
    waitedMs += row.nextTryAt! - time.nowMs;
    time.nowMs = row.nextTryAt!;
  }
  expect(waitedMs).toBeGreaterThan(15 * 60_000);
  smtp.behave = () => null;
  await send();
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 9 });
  expect(smtp.mails[0]!.parts["text/plain"]!.body).toContain("https://desk.example/set-password/secret-token");
  expect(JSON.stringify(rowOf(id))).not.toContain("secret-token");
});

test("what is refused for good has failed, with the server's words; the others go", async () => {
  const { smtp, write, rowOf, send } = await desk();
  smtp.behave = ({ verb, line }) => (verb === "RCPT" && line.includes("gone@") ? "550 5.1.1 no such mailbox" : null);
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

test("while no server answers nothing is lost, and one mail at most a worker is tried in a round", async () => {
  const { time, smtp, write, rowOf, send } = await desk();
  const ids = Array.from({ length: 20 }, (_, i) => write({ subject: `Number ${i}` }));
  await smtp.stop();
  expect(await send()).toBeLessThanOrEqual(4);
  const again = await startSmtpServer(smtp.port);
  onTestFinished(() => again.stop());
  time.nowMs += HOUR_MS;
  await send();
  expect(ids.map((id) => rowOf(id).state)).toEqual(ids.map(() => "sent"));
  expect(again.mails.map(({ headers }) => headers.subject).sort()).toEqual(ids.map((_, i) => `Number ${i}`).sort());
});

test("a server that hangs or dies in the middle is left after a while", async () => {
  const { time, smtp, write, rowOf, send } = await desk();
  const id = write();
  for (const verb of ["GREETING", "EHLO", "MAIL", "DATA"]) {
    for (const say of ["hang", "die"]) {
      smtp.behave = (step) => (step.verb === verb ? say : null);
      await send();
      expect([verb, say, rowOf(id).state, smtp.mails.length]).toEqual([verb, say, "retrying", 0]);
      time.nowMs += HOUR_MS;
    }
  }
  smtp.behave = () => null;
  await send();
  expect(smtp.mails).toHaveLength(1);
});

const offersTls = ({ verb, isSecret }: Step) => (verb === "EHLO" && !isSecret ? OFFERS_TLS : null);

test.each([
  ["offers TLS with a certificate nobody vouches for", offersTls, "No safe connection to the mail server was possible: self-signed certificate"],
  ["breaks off the TLS it offered", (step: Step) => (step.verb === "HAND" ? "die" : offersTls(step)), "No safe connection to the mail server was possible: "],
  ["dies halfway through the mail", ({ verb, line }: Step) => (verb === "LINE" && line.startsWith("Content-Type: text/html") ? "die" : null), "The mail server closed the connection."],
])("a server that %s has no mail; the ledger says why, and it gets it once when that is over", async (_, behave, reason) => {
  const { time, smtp, write, rowOf, send } = await desk();
  const id = write({ text: "long ".repeat(20_000) });
  smtp.behave = behave;
  await send();
  expect(rowOf(id)).toMatchObject({ state: "retrying", attempts: 1, reason: expect.stringContaining(reason) as string });
  expect(smtp.mails).toEqual([]);
  time.nowMs = rowOf(id).nextTryAt!;
  smtp.behave = () => null;
  await send();
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 2, reason: null });
  expect(smtp.mails.map(({ headers }) => headers["message-id"])).toEqual([`<${id}@desk.example>`]);
});

test("where TLS is offered, and its certificate is taken, no reader is named outside it", async () => {
  const { app, smtp, write, rowOf } = await desk();
  const named: boolean[] = [];
  smtp.behave = (step) => {
    if (step.verb === "RCPT") named.push(step.isSecret);
    return offersTls(step);
  };
  const id = write();
  await sendDue(app, mailCarrier(app, smtpMailer(`${smtp.url}?tls.rejectUnauthorized=false`), head));
  expect([rowOf(id).state, named, smtp.mails.length]).toEqual(["sent", [true], 1]);
});

test.each([["dies", "die", "closed the connection."], ["falls silent", "hang", "did not answer in time."]])("a server that takes a mail and %s before it says so gets it again under the same Message-ID", async (_, say, reason) => {
  const { time, smtp, write, rowOf, send } = await desk();
  const id = write();
  smtp.behave = ({ verb, taken }) => (verb === "END" && taken < 2 ? say : null);
  await send();
  expect(rowOf(id)).toMatchObject({ state: "retrying", reason: `The mail server ${reason}` });
  time.nowMs = rowOf(id).nextTryAt!;
  smtp.behave = () => null;
  await send();
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 2 });
  expect(smtp.mails.map(({ headers }) => headers["message-id"])).toEqual(Array(2).fill(`<${id}@desk.example>`));
});

test("two processes send each message once", async () => {
  const { app, smtp, write, rowOf, send } = await desk();
  const ids = Array.from({ length: 30 }, (_, i) => write({ subject: `Number ${i}` }));
  await Promise.all([send(), send(), send()]);
  expect(smtp.mails).toHaveLength(30);
  expect(ids.every((id) => rowOf(id).state === "sent")).toBe(true);
  expect(app.db.select().from(notifications).all().every(({ attempts }) => attempts === 1)).toBe(true);
});

test("a process that dies between the server's yes and the note of it repeats the message under the same Message-ID", async () => {
  const { app, time, smtp, write, rowOf, send } = await desk();
  const id = write();
  const dying = { ...app, db: new Proxy(app.db, { get: (db, name) => (name === "update" && smtp.mails.length > 0 ? () => { throw new Error("killed"); } : Reflect.get(db, name) as unknown) }) };
  await expect(sendDue(dying, mailCarrier(app, smtpMailer(smtp.url), head))).rejects.toThrow("killed");
  expect(rowOf(id).state).toBe("sending");
  expect(await send()).toBe(0);
  time.nowMs += HOUR_MS;
  await send();
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 2 });
  expect(new Set(smtp.mails.map(({ headers }) => headers["message-id"])).size).toBe(1);
});

test("a process that is gone when the server says yes leaves the mail to another, under the same Message-ID; what it notes late counts for nothing", async () => {
  const { app, time, smtp, write, rowOf, send } = await desk();
  const id = write();
  const taken = new Promise<void>((resolve) => (smtp.behave = ({ verb, taken: before }) => (verb === "END" && before < 2 ? (setImmediate(resolve), "hang") : null)));
  // Its clock stands still, so that it holds on to nothing.
  const gone = { ...app, timer: () => () => {} };
  const late = sendDue(gone, mailCarrier(gone, smtpMailer(smtp.url, { connectMs: 1_500, silentMs: 1_500 }), head));
  await taken;
  expect([await send(), rowOf(id).state]).toEqual([0, "sending"]);
  time.nowMs += LEASE_MS;
  smtp.behave = () => null;
  expect(await send()).toBe(1);
  await late;
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 2, answer: "250 2.0.0 queued", reason: null });
  expect(smtp.mails.map(({ headers }) => headers["message-id"])).toEqual(Array(2).fill(`<${id}@desk.example>`));
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
  expect(smtp.mails.map(({ headers }) => headers.subject)).toEqual(["Booked", "Cancelled"]);
});

test("names, line breaks, emoji and long texts arrive as they are, and begin no header", async () => {
  const { smtp, write, send } = await desk();
  const text = `${"long ".repeat(2_000)}😀 שלום .\n.\n..two`;
  write({ subject: "Hello\r\nBcc: all@example.com\u2028 😀 مريم", text, facts: [{ label: "Who", value: "Zoë <script>" }] });
  await send();
  const [mail] = smtp.mails;
  expect(mail!.recipients).toEqual(["maria@example.com"]);
  expect(mail!.headers.bcc).toBeUndefined();
  expect(mail!.headers.subject).toBe("Hello Bcc: all@example.com 😀 مريم");
  expect(mail!.parts["text/plain"]!.body.replaceAll("\r\n\r\n", "\n")).toContain(text);
  expect(mail!.parts["text/html"]!.body).toContain("Zoë &lt;script&gt;");
});
