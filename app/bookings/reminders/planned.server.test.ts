import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import type { User } from "#app/auth/user.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { userIdOf, writeChoice } from "#app/notifications/preferences.server.ts";
import { optInSms } from "#app/notifications/sms-consent.server.ts";
import { writeCalcomSettings } from "#app/settings/calcom.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { moveBooking } from "../move.server.ts";
import { portalBookingPage } from "../portal/booking.server.ts";
import { getBooking } from "../queries.server.ts";
import { addUser, book, faults, monday, offeringsFor, testPractice, type Practice } from "../testing.ts";
import { plannedReminders } from "./planned.server.ts";
import { attendeesReminders } from "./planned-words.server.ts";
import { remindDue } from "./remind.server.ts";
import { remindersIn } from "./testing.ts";

const correlationId = "request-7";
const QUARTER_MS = 15 * MINUTE_MS;
const START = monday(10);
const PHONE = "+351912345678";
const system = { kind: "system", reason: "test" } as const;

/** With a mailbox to send to, as the demo has one. */
const sending = ({ app }: Practice): App => ({ ...app, demo: true });
const detailsOf = ({ app }: Practice, id: string) => getBooking(app, system, id);
const planned = (practice: Practice, id: string) => plannedReminders(sending(practice), detailsOf(practice, id)).map(({ channel, recipient, atMs }) => `${channel} to ${recipient} at ${atMs}`);
const choose = ({ db }: Practice, email: string, topic: "reminder" | "staff-reminder", choice: { mail: boolean; sms: boolean; offsetsMinutes: number[] | null }) => writing(db, (tx) => writeChoice(tx, userIdOf(db, email)!, topic, choice));

/** Lets time pass and says what went out. */
function sentUntil(practice: Practice, untilMs: number): string[] {
  for (; practice.time.nowMs < untilMs; practice.time.nowMs += QUARTER_MS) remindDue(sending(practice));
  return remindersIn(practice).filter(({ state }) => state === "queued").map(({ channel, recipient, createdAt }) => `${channel} to ${recipient} at ${createdAt}`);
}

const lives: Record<string, (practice: Practice, id: string) => unknown> = {
  "nothing more": () => {},
  "other times were chosen": (practice) => choose(practice, "maria@example.com", "reminder", { mail: true, sms: false, offsetsMinutes: [2_880, 30] }),
  "no mail is wanted": (practice) => choose(practice, "maria@example.com", "reminder", { mail: false, sms: false, offsetsMinutes: null }),
  "all is paused until between the two": ({ db }) => db.update(users).set({ messagesPausedUntil: START - 3 * HOUR_MS }).where(eq(users.email, "maria@example.com")).run(),
  "SMS was agreed to": ({ db }) => writing(db, (tx) => optInSms(tx, { userId: userIdOf(db, "maria@example.com")!, phone: PHONE, nowMs: 0 })),
  "who takes it wants one too": (practice) => {
    addUser(practice, "ana@example.com");
    choose(practice, "ana@example.com", "staff-reminder", { mail: true, sms: false, offsetsMinutes: [60] });
  },
  "it was moved": ({ app }, id) => moveBooking(app, { kind: "guest", bookingId: id }, id, { startMs: monday(12), correlationId }),
  "it was cancelled": ({ app }, id) => cancelBooking(app, { kind: "guest", bookingId: id }, id, { correlationId }),
  "the first has gone out": (practice) => void sentUntil(practice, START - DAY_MS + QUARTER_MS),
};

test.each(Object.entries(lives))("what is said to come is what goes out: %s", async (_, live) => {
  const practice = await testPractice();
  const { id } = await book(practice, { attendee: { name: "Maria", email: "maria@example.com", phone: PHONE, timeZone: "Europe/Lisbon" } });
  await live(practice, id);
  const before = sentUntil(practice, practice.time.nowMs);
  const toCome = planned(practice, id);
  expect(sentUntil(practice, monday(13)).slice(before.length).sort()).toEqual(toCome.sort());
  expect(planned(practice, id)).toEqual([]);
});

test("nothing is promised that is not to come: without a server, where Cal.com writes, and while a move is under way", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const details = detailsOf(practice, id);
  expect(plannedReminders(practice.app, details)).toEqual([]);
  expect(planned(practice, id)).toHaveLength(2);
  practice.far.fault = faults.requestLost;
  await moveBooking(practice.app, { kind: "guest", bookingId: id }, id, { startMs: monday(12), correlationId });
  expect(planned(practice, id)).toEqual([]);
  const other = await testPractice();
  const { id: there } = await book(other);
  writing(other.db, (tx) => writeCalcomSettings(tx, other.app, { customerMail: "calcom" }));
  const atCalcom: App = { ...sending(other), farEnd: { ...other.app.farEnd, name: "calcom" } };
  expect(plannedReminders(atCalcom, detailsOf(other, there))).toEqual([]);
});

test("the pages say the venue's time, and the customer's page names nobody's address", async () => {
  const practice = await testPractice();
  const app = sending(practice);
  const [owner, boss] = (["user", "admin"] as const).map((role): User => ({ id: addUser(practice, `${role}@example.com`, role).userId, email: `${role}@example.com`, name: role, phone: null, role, timeZone: null })) as [User, User];
  const offerings = offeringsFor(practice, practice.consultation, practice.newYork);
  const { id } = await book(practice, { offerings, startMs: monday(15), attendee: { name: "Maria", email: "maria@example.com", timeZone: "Europe/Lisbon" } }, { kind: "user", userId: owner.id, name: "user" });
  expect(attendeesReminders(app, detailsOf(practice, id))).toEqual([{ label: "Reminders by mail", times: ["Sun 22 Nov, 10:00 New York time", "Mon 23 Nov, 09:00 New York time"] }]);
  const toCome = (user: User) => portalBookingPage(app, user, id, "https://desk.example").timeline.filter(({ tone }) => tone === "planned").map(({ what, at, by }) => [what, at, by]);
  expect(toCome(owner)).toEqual([["Reminder by mail", "Mon 23 Nov, 09:00 New York time", "planned"], ["Reminder by mail", "Sun 22 Nov, 10:00 New York time", "planned"]]);
  expect(toCome(boss)[0]).toEqual(["Reminder by mail to user@example.com", "Mon 23 Nov, 09:00 New York time", "planned"]);
});
