import { expect, onTestFinished, test } from "vitest";
import { writing } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { testApp } from "#app/lib/testing.ts";
import type { CalendarEvent } from "./calendar.ts";
import { readCalendar } from "./calendar-reader.testing.ts";
import { frameOf } from "./frame.server.ts";
import { readMailbox } from "./mailbox.server.ts";
import { messageCalendar, messageHtml, messagePage } from "./message-page.server.ts";
import { enqueueMail, enqueueSms } from "./outbox.server.ts";
import { startSmtpServer, type Say } from "./smtp-server.testing.ts";
import { smtpMailer } from "./smtp.server.ts";
import { sendTestMail } from "./test-mail.server.ts";

const ORIGIN = "https://desk.example";

test("one message is shown with all it says, but without the private link it carries", () => {
  const app = testApp();
  const id = writing(app.db, (tx) => enqueueMail(tx, app, { kind: "booked", recipient: "maria@example.com", bookingId: "booking-1", payload: { subject: "Booked: <Talk>", text: "One.\nTwo.", hasPrivateLink: true, linkText: "See it", replyTo: "branch@example.com" } }));
  expect(messagePage(app, id, ORIGIN)).toMatchObject({ kind: "Booked", standing: "Waiting", replyTo: "branch@example.com", calendar: null, text: "One.\n\nTwo.\n\nSee it:\nhttps://desk.example/booking/private-link\n\n-- \nFrontdesk\n" });
  expect(messageHtml(app, id, ORIGIN)).toContain("Booked: &lt;Talk&gt;");
  expect(() => messagePage(app, "unknown", ORIGIN)).toThrow("There is no such message.");
});

test("the calendar file that goes with a mail is told in words, at the desk and in the demo's mailbox, and can be had", () => {
  const app = testApp();
  const event: CalendarEvent = { uid: "one@desk.example", sequence: 1, startsAt: Date.UTC(2026, 10, 23, 10), endsAt: Date.UTC(2026, 10, 23, 10, 30), timeZone: "Europe/Berlin", stamp: 0, summary: "A talk", description: "", location: "Room 2", url: null, status: "confirmed", alarmMinutes: [1_440, 60] };
  const write = (change: Partial<CalendarEvent>) => writing(app.db, (tx) => enqueueMail(tx, app, { kind: "moved", recipient: "maria@example.com", payload: { subject: "Moved", text: "Moved.", event: { ...event, ...change } } }));
  const said = (id: string) => messagePage(app, id, ORIGIN).calendar!.entry.map(({ label, value }) => `${label}: ${value}`);
  const moved = write({});
  expect(said(moved)).toEqual(["In the calendar: The entry changes", "Entry: A talk", "When: Monday 23 November 2026, 11:00–11:30, Berlin time", "Where: Room 2", "Rings: 24 h before, 1 h before"]);
  expect(readCalendar(messageCalendar(app, moved, ORIGIN))).toMatchObject([{ method: "REQUEST", uid: event.uid, sequence: 1, startMs: event.startsAt }]);
  expect(said(write({ sequence: 0, status: "tentative", location: "", alarmMinutes: [] }))).toEqual(["In the calendar: A new entry", "Entry: A talk (not fixed yet)", expect.stringContaining("When")]);
  expect(said(write({ status: "cancelled" }))).not.toContain("Rings: 24 h before, 1 h before");
  expect(readMailbox(app).map(({ entry }) => entry?.[0]!.value)).toEqual(["The entry is taken out", "A new entry", "The entry changes"]);
  const without = writing(app.db, (tx) => enqueueMail(tx, app, { kind: "reset", recipient: "maria@example.com", payload: { subject: "Reset", text: "Reset." } }));
  expect(() => messageCalendar(app, without, ORIGIN)).toThrow("No calendar file");
});

test("a text is shown as it went out, under the name Twilio gave it", () => {
  const app = testApp({ demo: true });
  const id = writing(app.db, (tx) => enqueueSms(tx, app, { kind: "moved", recipient: "+351912345678", payload: { subject: "Moved", text: "Desk: moved to Monday." } }));
  const found = { kind: "Moved, by SMS", isMail: false, recipient: "+351912345678", text: "Desk: moved to Monday.", calendar: null };
  expect(messagePage(app, id, ORIGIN)).toMatchObject({ ...found, standing: "Waiting", from: null, messageId: null });
  app.db.update(notifications).set({ state: "sent", providerId: "SM0123" }).run();
  app.env = { ...app.env, sms: { accountSid: "AC1", authToken: "x", from: "+15005550006", apiUrl: "https://twilio.example" } };
  expect(messagePage(app, id, ORIGIN)).toMatchObject({ ...found, from: "+15005550006", messageId: "SM0123" });
});

test("a mail in a frame may run nothing, load nothing and lead nowhere", () => {
  const { headers } = frameOf("<p>x</p>");
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; sandbox;/);
});

const ANSWERS: [string, (verb: string) => Say, string, string | null, string | null][] = [
  ["taken", () => null, "sent", "250 2.0.0 queued", null],
  ["wrong password", (verb) => (verb === "AUTH" ? "535 5.7.8 bad credentials" : null), "failed", "535 5.7.8 bad credentials", "The mail server did not accept the user name and password: 535 5.7.8 bad credentials"],
  ["refused", (verb) => (verb === "RCPT" ? "550 5.1.1 unknown" : null), "failed", "550 5.1.1 unknown", "The mail server refused it: 550 5.1.1 unknown"],
  ["greylisted", (verb) => (verb === "RCPT" ? "451 come back" : null), "failed", "451 come back", "The mail server asked to try later: 451 come back"],
  ["sender refused", (verb) => (verb === "MAIL" ? "553 not yours" : null), "failed", "553 not yours", "The mail server does not accept the sender: 553 not yours"],
  ["TLS that is none", (verb) => (verb === "STARTTLS" ? "454 not now" : null), "failed", "454 not now", "No safe connection to the mail server was possible: 454 not now"],
];

test.each(ANSWERS)("a test mail says what the server answered: %s", async (_, behave, state, answer, reason) => {
  const app = testApp();
  const smtp = await startSmtpServer();
  onTestFinished(() => smtp.stop());
  smtp.offersTls = _ === "TLS that is none";
  smtp.behave = ({ verb }) => behave(verb);
  const mailer = smtpMailer(`${smtp.url.replace("//", "//desk:secret-word@")}?ignoreTLS=true`, { connectMs: 500, silentMs: 500 });
  const id = await sendTestMail(app, "boss@example.com", _ === "wrong password" ? mailer : smtpMailer(smtp.url, { connectMs: 500, silentMs: 500 }));
  expect(app.db.select().from(notifications).all()).toMatchObject([{ id, kind: "test", state, answer, reason, attempts: 1, nextTryAt: null }]);
  const { hint } = messagePage(app, id, ORIGIN);
  expect(hint === null).toBe(state === "sent");
  expect(hint ?? "").not.toContain("it is retried automatically.");
  app.db.update(notifications).set({ state: "retrying" }).run();
  if (_ === "greylisted") expect([hint, messagePage(app, id, ORIGIN).hint]).toEqual([expect.stringMatching(/^It is not retried automatically/), expect.stringMatching(/it is retried automatically\.$/)]);
  expect(JSON.stringify(app.db.select().from(notifications).all())).not.toContain("secret-word");
});

test("a test mail to no server says so, and without a setting there is none", async () => {
  const app = testApp();
  const smtp = await startSmtpServer();
  await smtp.stop();
  const id = await sendTestMail(app, "boss@example.com", smtpMailer(smtp.url, { connectMs: 500, silentMs: 500 }));
  expect(messagePage(app, id, ORIGIN)).toMatchObject({ state: "failed", detail: expect.stringMatching(/^The mail server could not be reached: connect ECONNREFUSED/) as string, hint: expect.stringContaining("host and port") as string });
  await expect(sendTestMail(app, "boss@example.com")).rejects.toThrow("No mail server is set");
});
