import { expect, onTestFinished, test } from "vitest";
import { notifications } from "#db/schema/records.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { LEASE_MS } from "./ledger.server.ts";
import { mailCarrier } from "./mail-carrier.server.ts";
import { sendDue } from "./send.server.ts";
import { desk, head } from "./sending.testing.ts";
import { startSmtpServer, type Say, type Step } from "./smtp-server.testing.ts";
import { smtpMailer } from "./smtp.server.ts";

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
  expect(again.mails.map(({ subject }) => subject).sort()).toEqual(ids.map((_, i) => `Number ${i}`).sort());
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

const diesAt = (at: Step["verb"]) => ({ verb }: Step): Say => (verb === at ? "die" : null);

test.each([
  ["offers TLS with a certificate nobody vouches for", true, () => null, "No safe connection to the mail server was possible: self-signed certificate"],
  ["breaks off the TLS it offered", true, diesAt("HANDSHAKE"), "No safe connection to the mail server was possible: "],
  ["dies halfway through the mail", false, diesAt("BODY"), "The mail server closed the connection."],
])("a server that %s has no mail; the ledger says why, and it gets it once when that is over", async (_, offersTls, behave, reason) => {
  const { time, smtp, write, rowOf, send } = await desk();
  const id = write({ text: "long ".repeat(20_000) });
  Object.assign(smtp, { offersTls, behave });
  await send();
  expect(rowOf(id)).toMatchObject({ state: "retrying", attempts: 1, reason: expect.stringContaining(reason) as string });
  expect(smtp.mails).toEqual([]);
  time.nowMs = rowOf(id).nextTryAt!;
  Object.assign(smtp, { offersTls: false, behave: () => null });
  await send();
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 2, reason: null });
  expect(smtp.mails.map(({ messageId }) => messageId)).toEqual([`<${id}@desk.example>`]);
});

test("where TLS is offered, and its certificate is taken, no reader is named outside it", async () => {
  const { app, smtp, write, rowOf } = await desk();
  const named: boolean[] = [];
  smtp.offersTls = true;
  smtp.behave = ({ verb, isSecret }) => {
    if (verb === "RCPT") named.push(isSecret);
    return null;
  };
  const id = write();
  await sendDue(app, mailCarrier(app, smtpMailer(`${smtp.url}?tls.rejectUnauthorized=false`), head));
  expect([rowOf(id).state, named, smtp.mails.length]).toEqual(["sent", [true], 1]);
});

test.each([["a server without TLS is not told a password", "", "retrying", false], ["a server without TLS is told a password where SMTP_URL says so", "?ignoreTLS=true", "sent", true]])("%s", async (_, query, state, isTold) => {
  const { app, smtp, write, rowOf } = await desk();
  const verbs: string[] = [];
  smtp.behave = ({ verb }) => (verbs.push(verb), null);
  const id = write();
  await sendDue(app, mailCarrier(app, smtpMailer(`${smtp.url.replace("//", "//desk:secret-word@")}${query}`), head));
  expect([rowOf(id).state, verbs.includes("AUTH"), smtp.mails.length]).toEqual([state, isTold, isTold ? 1 : 0]);
  expect(rowOf(id).reason ?? "").toMatch(isTold ? /^$/ : /^No safe connection to the mail server was possible/);
});

test.each([["dies", "die", "closed the connection."], ["falls silent", "hang", "did not answer in time."]])("a server that takes a mail and %s before it says so gets it again under the same Message-ID", async (_, say, reason) => {
  const { time, smtp, write, rowOf, send } = await desk();
  const id = write();
  smtp.behave = ({ verb }) => (verb === "END" ? say : null);
  await send();
  expect(rowOf(id)).toMatchObject({ state: "retrying", reason: `The mail server ${reason}` });
  time.nowMs = rowOf(id).nextTryAt!;
  smtp.behave = () => null;
  await send();
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 2 });
  expect(smtp.mails.map(({ messageId }) => messageId)).toEqual(Array(2).fill(`<${id}@desk.example>`));
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
  expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(1);
});

test("a process that is gone when the server says yes leaves the mail to another, under the same Message-ID; what it notes late counts for nothing", async () => {
  const { app, time, smtp, write, rowOf, send } = await desk();
  const id = write();
  const taken = new Promise<void>((resolve) => (smtp.behave = ({ verb }) => (verb === "END" ? (setImmediate(resolve), "hang") : null)));
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
  expect(smtp.mails.map(({ messageId }) => messageId)).toEqual(Array(2).fill(`<${id}@desk.example>`));
});

test("a server that takes its time with the answer is waited for: nobody else sends the mail meanwhile", async () => {
  const { app, time, smtp, write, rowOf, send } = await desk();
  const id = write();
  let answer = (_: string) => {};
  const taken = new Promise<void>((resolve) => (smtp.behave = ({ verb }) => (verb === "END" ? (setImmediate(resolve), new Promise<string>((say) => (answer = say))) : null)));
  const ticks: (() => void)[] = [];
  const slow = sendDue({ ...app, timer: (_, fire) => (ticks.push(fire), () => {}) }, mailCarrier(app, smtpMailer(smtp.url, { connectMs: 5_000, silentMs: 5_000 }), head));
  await taken;
  for (let passedMs = 0; passedMs < 5 * LEASE_MS; passedMs += LEASE_MS / 2) {
    time.nowMs += LEASE_MS / 2;
    for (const tick of ticks.splice(0)) tick();
    expect(await send()).toBe(0);
  }
  answer("250 2.0.0 at last");
  expect(await slow).toBe(1);
  expect(rowOf(id)).toMatchObject({ state: "sent", attempts: 1, answer: "250 2.0.0 at last" });
  expect(smtp.mails).toHaveLength(1);
});
