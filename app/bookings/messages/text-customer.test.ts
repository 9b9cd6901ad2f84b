import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { smsConsents, users } from "#db/schema/people.ts";
import { notifications } from "#db/schema/records.ts";
import { writeChoice } from "#app/notifications/preferences.server.ts";
import { sizeOf } from "#app/notifications/sms/segments.ts";
import { cancelBooking } from "../cancel.server.ts";
import { confirmBooking } from "../decide.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { addUser, book, monday, offeringsFor, testPractice, type Practice } from "../testing.ts";

const correlationId = "request-3";
const attendee = { name: "Maria", email: "maria@example.com", phone: "+351 912 345 678", timeZone: "Europe/Lisbon" };
const sms = { accountSid: "AC1", authToken: "x", from: "+1", apiUrl: "https://twilio.example" };

/** A practice where texts can be asked for. */
async function texting() {
  const practice = await testPractice();
  practice.app.env = { ...practice.app.env, sms };
  return { ...practice, boss: addUser(practice, "boss@example.com", "admin") };
}

const textsOf = ({ db }: Practice) => db.select().from(notifications).where(eq(notifications.channel, "sms")).orderBy(notifications.createdAt).all();
const said = (practice: Practice) => textsOf(practice).map(({ kind, payload }) => [kind, payload["text"]]);

test("whoever asked for texts is told what becomes of the appointment, at the number they named, in one message each", async () => {
  const practice = await texting();
  const { app, boss } = practice;
  const { id } = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), attendee, answers: { size: "Small" }, textMe: true });
  await confirmBooking(app, boss, id, { correlationId });
  await moveBooking(app, boss, id, { startMs: monday(14), correlationId });
  await cancelBooking(app, boss, id, { reason: "Ana is ill – sorry", correlationId });
  expect(said(practice)).toEqual([
    ["confirmed", "Frontdesk: your appointment on Mon 23 Nov, 10:00 is confirmed. Fitting. Reply STOP to end these texts. With Ana Costa. Lisbon."],
    ["moved-by-desk", "Frontdesk: we moved your appointment to Mon 23 Nov, 14:00. It was Mon 23 Nov, 10:00. Fitting. Reply STOP to end these texts. With Ana Costa. Lisbon."],
    ["cancelled-by-desk", "Frontdesk: we are sorry, we had to cancel your appointment on Mon 23 Nov, 14:00. Reason: Ana is ill - sorry. Fitting. Reply STOP to end these texts. Lisbon."],
  ]);
  for (const row of textsOf(practice)) {
    expect(row).toMatchObject({ recipient: "+351912345678", bookingId: id, state: "queued", payload: { subject: expect.stringContaining(": Fitting with Ana Costa, Mon 23 Nov, 1") as string } });
    expect(sizeOf(row.payload["text"] as string)).toMatchObject({ encoding: "gsm", segments: 1 });
  }
});

test("a caller who left only a number is told that a colleague takes it", async () => {
  const practice = await texting();
  const { id } = await book(practice, { attendee: { ...attendee, email: undefined }, textMe: true }, practice.boss);
  await reassignBooking(practice.app, practice.boss, id, { staffId: practice.ben.id, reason: "Ana is ill", correlationId });
  expect(said(practice)).toEqual([["reassigned", "Frontdesk: a colleague takes your appointment on Mon 23 Nov, 10:00. The time stays. With Ben Reis. Reason: Ana is ill. Consultation. Lisbon."]]);
});

test("whoever did not ask is sent none, nor at a number they did not agree to, nor what they do not want", async () => {
  const practice = await texting();
  const { app, db, boss } = practice;
  const move = (id: string, hour: number) => moveBooking(app, boss, id, { startMs: monday(hour), correlationId });
  const quiet = await book(practice, { attendee });
  await move(quiet.id, 11);
  expect(textsOf(practice)).toEqual([]);
  const { id, version, userId } = await book(practice, { attendee, textMe: true });
  await editBooking(app, boss, id, { attendeePhone: "+351 910 000 000", version, correlationId });
  db.update(users).set({ phone: null }).run();
  await move(id, 12);
  expect(textsOf(practice)).toEqual([]);
  const { id: own } = await book(practice, { attendee, startMs: monday(14) });
  writing(db, (tx) => writeChoice(tx, userId!, "changed", { mail: true, sms: false, offsetsMinutes: null }));
  await cancelBooking(app, { kind: "guest", bookingId: own }, own, { correlationId });
  expect(textsOf(practice)).toEqual([]);
  writing(db, (tx) => writeChoice(tx, userId!, "booked", { mail: true, sms: true, offsetsMinutes: null }));
  await book(practice, { attendee, startMs: monday(15) });
  expect(said(practice)).toEqual([["booked", "Frontdesk: your appointment on Mon 23 Nov, 15:00 is booked. Consultation. Reply STOP to end these texts. With Ana Costa. Lisbon."]]);
});

test("a stranger who types somebody's address and a number of their own is told of that appointment only", async () => {
  const practice = await texting();
  const victim = addUser(practice, "maria@example.com");
  practice.db.update(users).set({ phone: "+351 912 345 678" }).where(eq(users.id, victim.userId)).run();
  const hers = await book(practice, {}, victim);
  await book(practice, { startMs: monday(12), attendee: { ...attendee, phone: "+44 7700 900123" }, textMe: true });
  await moveBooking(practice.app, practice.boss, hers.id, { startMs: monday(14), correlationId });
  expect(textsOf(practice)).toEqual([]);
});

test("a long name of the company leaves out what matters least, and never the time", async () => {
  const practice = await texting();
  practice.db.$client.prepare("INSERT INTO settings (key, value, secret, updated_at) VALUES ('company.name', ?, 0, 0)").run("Fisioterapia e Bem-estar de São João da Boa Vista");
  const { id } = await book(practice, { attendee: { ...attendee, timeZone: "Asia/Kathmandu" }, textMe: true });
  await moveBooking(practice.app, practice.boss, id, { startMs: monday(14), correlationId });
  expect(said(practice)).toEqual([["moved-by-desk", "Fisioterapia e Bem-estar de São João da Boa Vista: we moved your appointment to Mon 23 Nov, 14:00 Lisbon time."]]);
});

test("a number that is none, or is not given, asks for nothing, and without an account it is written down why", async () => {
  const practice = await texting();
  const numbers = [undefined, "912 345 678", "00351 912-345-678"];
  const ids: string[] = [];
  for (const [n, phone] of numbers.entries()) ids.push((await book(practice, { attendee: { ...attendee, phone }, startMs: monday(10 + n), textMe: true })).id);
  expect(practice.db.select({ phone: smsConsents.phone }).from(smsConsents).all()).toEqual([{ phone: "+351912345678" }]);
  practice.app.env = { ...practice.app.env, sms: undefined };
  await moveBooking(practice.app, practice.boss, ids[2]!, { startMs: monday(15), correlationId });
  expect(textsOf(practice)).toMatchObject([{ state: "suppressed", reason: "SMS is off: no Twilio account is set." }]);
});
