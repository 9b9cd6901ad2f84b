import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { notifications } from "#db/schema/records.ts";
import { createAccount } from "#app/auth/accounts.server.ts";
import { forgotPassword } from "#app/auth/forgot-password.server.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { contentOf } from "#app/notifications/message.ts";
import { opened } from "#app/notifications/one-time.server.ts";
import { sendDue } from "#app/notifications/send.server.ts";
import { changeWording, restoreWording } from "#app/notifications/wording/change.server.ts";
import { smsWordingOf, wordingOf } from "#app/notifications/wording/stored.server.ts";
import { moveBooking } from "../move.server.ts";
import { remindDue } from "../reminders/remind.server.ts";
import { withFreshReminders } from "../reminders/renew.server.ts";
import { addUser, book, monday, testPractice, TEST_NOW } from "../testing.ts";
import { toldOf } from "./testing.ts";

const by = { actor: "admin:boss", correlationId: "request-1" };

test("what an administrator changes is what later messages say, by mail and by SMS, until the usual words are back", async () => {
  const practice = await testPractice();
  const { app, db } = practice;
  app.env = { ...app.env, sms: { accountSid: "AC1", authToken: "x", from: "+1", apiUrl: "https://twilio.example" } };
  const boss = addUser(practice, "boss@example.com", "admin");
  const attendee = { name: "{company} <b>Maria</b>", email: "maria@example.com", phone: "+351 912 345 678", timeZone: "Europe/Lisbon" };
  const { id } = await book(practice, { attendee, textMe: true });
  changeWording(app, by, "moved-by-desk", { subject: "Later, {customer}: {start}", text: "It was {was}.\nBring a towel.", sms: "{company} moved you: {start}" });
  await moveBooking(app, boss, id, { startMs: monday(14), correlationId: "request-2" });
  const [booked, moved] = toldOf(practice).filter(({ to }) => to === "maria@example.com");
  expect(booked!.subject).toBe("Booked: Consultation with Ana Costa, Mon 23 Nov, 10:00");
  expect(moved).toMatchObject({ subject: "Later, {company} <b>Maria</b>: Mon 23 Nov, 14:00", text: "It was Monday 23 November 2026, 10:00, Lisbon time.\nBring a towel." });
  const texts = () => db.select().from(notifications).where(eq(notifications.channel, "sms")).orderBy(notifications.createdAt).all().map((row) => contentOf(row).text);
  expect(texts()).toEqual([expect.stringMatching(/^Frontdesk moved you: Mon 23 Nov, 14:00 Reply STOP/) as string]);
  restoreWording(app, by, "moved-by-desk", "mail");
  await moveBooking(app, boss, id, { startMs: monday(15), correlationId: "request-3" });
  expect(toldOf(practice).at(-1)!.subject).toBe("Moved: Consultation with Ana Costa, Mon 23 Nov, 15:00");
  expect(texts()[1]).toMatch(/^Frontdesk moved you: Mon 23 Nov, 15:00 /);
});

test("a reminder that waits goes out in the words that hold then", async () => {
  const practice = await testPractice();
  const { app, time } = practice;
  await book(practice);
  time.nowMs = monday(10) - 24 * HOUR_MS;
  remindDue(app);
  changeWording(app, by, "reminder", { ...wordingOf(app.db, "reminder"), text: "Bring a towel.", sms: smsWordingOf(app.db, "reminder") });
  const sent: string[] = [];
  await sendDue(app, withFreshReminders(app, { channel: "mail", carry: async (message) => { if (message.kind === "reminder") sent.push(contentOf(message).text); return { outcome: "taken", answer: "250 OK" }; } }));
  expect(sent).toEqual(["Bring a towel."]);
});

test("letters about accounts say it too, and keep the link that no wording can lose", async () => {
  const { app, db } = await testPractice();
  await createAccount(app, { email: "maria@example.com", name: "Maria", role: "user", password: "correct horse" }, TEST_NOW);
  changeWording(app, by, "reset", { subject: "{company}: a new password", text: "Here it is.", sms: undefined });
  await forgotPassword(app, { clientIp: "203.0.113.7" }, "maria@example.com");
  expect(db.select().from(notifications).all().map((row) => [row.kind, opened(app, row)?.payload])).toEqual([["reset", { subject: "Frontdesk: a new password", text: "Here it is.", link: expect.stringMatching(/^\/set-password\/./) as string, isOneTime: true }]]);
});
