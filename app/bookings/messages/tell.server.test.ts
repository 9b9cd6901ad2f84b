import { expect, onTestFinished, test } from "vitest";
import { writing } from "#db/client.ts";
import { NOTHING_SEEN, type Sighting } from "#app/calcom/sighting.ts";
import { sightingOfBooking } from "#app/calcom/sighting-of-booking.ts";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { paths } from "#app/lib/paths.ts";
import { mailCarrier } from "#app/notifications/mail-carrier.server.ts";
import { sendDue } from "#app/notifications/send.server.ts";
import { startSmtpServer } from "#app/notifications/smtp-server.testing.ts";
import { smtpMailer } from "#app/notifications/smtp.server.ts";
import { writeCalcomSettings } from "#app/settings/calcom.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { confirmBooking, declineBooking } from "../decide.server.ts";
import { editBooking } from "../edit.server.ts";
import { guestLink, guestOf } from "../guest-link.server.ts";
import { liveTip } from "../settling/link.server.ts";
import { moveBooking } from "../move.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { applySighting } from "../sighting/apply.server.ts";
import type { Origin } from "../sighting/write.server.ts";
import { addUser, book, importRow, monday, offeringsFor, rowOf, testPractice, type Practice } from "../testing.ts";
import { allTold, forget, toldOf } from "./testing.ts";

const correlationId = "request-3";
const kinds = (practice: Practice) => toldOf(practice).map(({ kind }) => kind);

/** The far end says what a booking is now. */
async function hear(practice: Practice, uid: string, origin: Origin = { source: "calcom", correlationId: null }) {
  const { app } = practice;
  const far = await app.gateway.getBooking(uid);
  return writing(app.db, (tx) => applySighting(tx, app, sightingOfBooking(far, app.clock()), origin));
}

async function bookedThere(practice: Practice, startMs = monday(14)) {
  const { eventTypeId } = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id)[0]!;
  return practice.app.gateway.createBooking({ eventTypeId, startMs, attendee: { name: "Joana", email: "joana@example.com", timeZone: "Europe/Lisbon" } });
}

test("a request is told of as one, then that it was confirmed, or why not", async () => {
  const practice = await testPractice();
  const boss = addUser(practice, "boss@example.com", "admin");
  const request = () => book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), startMs: monday(10), answers: { size: "Small" } });
  const first = await request();
  await declineBooking(practice.app, boss, first.id, { reason: "We are closed", correlationId });
  const second = await request();
  await confirmBooking(practice.app, boss, second.id, { correlationId });
  expect(kinds(practice)).toEqual(["requested", "declined", "requested", "confirmed"]);
  expect(toldOf(practice)[1]!.text).toBe("We are sorry: we cannot take this appointment.\nReason: We are closed");
  expect(toldOf(practice).map(({ event }) => event!.status)).toEqual(["tentative", "cancelled", "tentative", "confirmed"]);
});

test("the venue's clock comes first, the visitor's own where it differs", async () => {
  const practice = await testPractice();
  await book(practice, { attendee: { name: "Hari", email: "hari@example.com", timeZone: "Asia/Kathmandu" } });
  await book(practice, { startMs: monday(11), attendee: { name: "Maria", email: "maria@example.com", timeZone: "Europe/London" } });
  const [hari, maria] = toldOf(practice);
  expect(hari!.subject).toBe("Booked: Consultation with Ana Costa, Mon 23 Nov, 10:00");
  expect(hari!.facts!.slice(0, 2).map(({ value }) => value)).toEqual(["Monday 23 November 2026, 10:00–10:30, Lisbon time", "Monday 23 November 2026, 15:45–16:15, Kathmandu time"]);
  expect(maria!.facts!.map(({ label }) => label)).toEqual(["When", "What", "Where", "Reference"]);
  expect(maria!.facts!.find(({ label }) => label === "Where")!.value).toBe("Lisbon, Rua do Ouro 12, Lisbon\nRing twice.");
});

test("passing it to another person says to whom", async () => {
  const practice = await testPractice();
  const boss = addUser(practice, "boss@example.com", "admin");
  const { id } = await book(practice);
  forget(practice);
  await reassignBooking(practice.app, boss, id, { staffId: practice.ben.id, reason: "Ana is ill", correlationId });
  expect(toldOf(practice)).toMatchObject([{ kind: "reassigned", text: "Your appointment is with Ben Reis now. The time stays.\nReason: Ana is ill" }]);
});

test("a zone somebody made up undoes no change", async () => {
  const practice = await testPractice();
  const { id } = importRow(practice, { source: "calcom", timeZone: "Mars/Olympus", attendeeEmail: "maria@example.com" });
  await editBooking(practice.app, addUser(practice, "boss@example.com", "admin"), id, { notes: "Bring the shoes", version: 1, correlationId });
  expect(toldOf(practice)).toMatchObject([{ kind: "edited-by-desk", text: "We changed your appointment.\nNotes: Bring the shoes", facts: [{ label: "When" }, { label: "What" }, {}, {}] }]);
});

test("what happened at the far end is told once, however often it is heard", async () => {
  const practice = await testPractice();
  const { uid } = await bookedThere(practice);
  for (let n = 0; n < 3; n += 1) await hear(practice, uid);
  practice.time.nowMs += MINUTE_MS;
  const moved = await practice.app.gateway.rescheduleBooking(uid, { startMs: monday(15) });
  for (let n = 0; n < 2; n += 1) await hear(practice, moved.uid);
  practice.time.nowMs += MINUTE_MS;
  await practice.app.gateway.cancelBooking(moved.uid, "Ill");
  for (let n = 0; n < 2; n += 1) await hear(practice, moved.uid);
  expect(toldOf(practice).map(({ kind, to, text }) => [kind, to, text.split("\n")[0]])).toEqual([
    ["booked", "joana@example.com", "Your appointment is booked. We look forward to seeing you."],
    ["moved", "joana@example.com", "Your appointment was moved."],
    ["cancelled", "joana@example.com", "This appointment was cancelled."],
  ]);
});

test("our own change is told once, whether its answer or the webhook comes first", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const tip = () => liveTip(practice.app.db, id)!;
  await hear(practice, tip());
  await moveBooking(practice.app, { kind: "guest", bookingId: id }, id, { startMs: monday(12), correlationId });
  await hear(practice, tip());
  expect(kinds(practice)).toEqual(["booked", "moved"]);
});

test("imports, repairs and what is over are told to nobody", async () => {
  const practice = await testPractice();
  const imported = await bookedThere(practice, monday(9));
  await hear(practice, imported.uid, { source: "import", correlationId: null });
  const missed = await bookedThere(practice, monday(11));
  await hear(practice, missed.uid, { source: "calcom", correlationId: null, isRepair: true });
  const past = await bookedThere(practice, monday(13));
  practice.time.nowMs = monday(13) + DAY_MS;
  await hear(practice, past.uid);
  expect(practice.db.$client.prepare("SELECT count(*) n FROM bookings").get()).toEqual({ n: 3 });
  expect(toldOf(practice)).toEqual([]);
});

test("another place told by the far end is a change, a first one is not", async () => {
  const practice = await testPractice();
  const { id } = importRow(practice, { source: "calcom", location: null });
  const { app } = practice;
  const said = (location: string, atMs: number) => {
    const sighting: Sighting = { ...NOTHING_SEEN, kind: "location_updated", uid: "uid-1", atMs, state: "accepted", startMs: monday(10), endMs: monday(10) + 30 * MINUTE_MS, title: "Talk", attendees: [{ name: "Maria", email: "maria@example.com", phone: null, timeZone: "Europe/Lisbon", absent: null }], location };
    writing(app.db, (tx) => applySighting(tx, app, sighting));
  };
  app.db.$client.prepare("INSERT INTO calcom_links (uid, booking_id, state, far_end, created_at) VALUES ('uid-1', ?, 'accepted', 'embedded', 0)").run(id);
  said("https://meet.example/one", 1);
  forget(practice);
  said("https://meet.example/two", 2);
  expect(toldOf(practice)).toMatchObject([{ kind: "edited", text: expect.stringContaining("https://meet.example/two (was: https://meet.example/one)") as string }]);
});

test("where Cal.com writes to customers we do not, and say so", async () => {
  const practice = await testPractice();
  const { app } = practice;
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { customerMail: "calcom" }));
  await book(practice);
  expect(allTold(practice).map(({ state }) => state)).toEqual(["queued", "queued"]);
  forget(practice);
  const cloud = { ...practice, app: { ...app, farEnd: { ...app.farEnd, name: "calcom" as const } } };
  await book(cloud, { startMs: monday(12) });
  expect(allTold(practice).map(({ kind, state }) => [kind, state])).toEqual([["booked", "suppressed"], ["staff-booked", "queued"]]);
});

test("a change nobody could be told of is written down as that", async () => {
  const practice = await testPractice();
  const uid = await bookedThere(practice).then(async (far) => (await hear(practice, far.uid), far.uid));
  const { bookingId } = await hear(practice, uid);
  practice.db.$client.prepare("UPDATE bookings SET attendee_email = NULL, user_id = NULL").run();
  forget(practice);
  await cancelBooking(practice.app, { kind: "guest", bookingId: bookingId! }, bookingId!, { correlationId });
  expect(toldOf(practice)).toMatchObject([{ kind: "cancelled", to: "", state: "suppressed" }]);
});

test("in the mailbox: one entry of a calendar, made, moved and taken out, and a private link that the ledger does not hold", async () => {
  const practice = await testPractice();
  const { app } = practice;
  const { id } = await book(practice, { attendee: { name: "Zoë; \"Q\", Ltd", email: "maria@example.com", timeZone: "Europe/Lisbon" } });
  await moveBooking(app, { kind: "guest", bookingId: id }, id, { startMs: monday(12), correlationId });
  await cancelBooking(app, { kind: "guest", bookingId: id }, id, { correlationId });
  const smtp = await startSmtpServer();
  onTestFinished(() => smtp.stop());
  const head = { from: "Desk <desk@desk.example>", origin: "https://desk.example", privateLink: (bookingId: string) => paths.guestBooking(guestLink(app, bookingId)) };
  await sendDue(app, mailCarrier(app, smtpMailer(smtp.url), head));

  const hers = smtp.mails.filter(({ recipients }) => recipients[0] === "maria@example.com");
  const entries = hers.map(({ attachments }) => (attachments[0]!.content as string).replace(/\n[ \t]/g, "").replace(/BEGIN:VTIMEZONE.*END:VTIMEZONE/s, ""));
  const valueOf = (entry: string, name: string) => new RegExp(`^${name}[;:](.*)$`, "m").exec(entry)?.[1];
  expect(entries.map((entry) => ["METHOD", "UID", "SEQUENCE", "DTSTART", "STATUS"].map((name) => valueOf(entry, name)))).toEqual([
    ["REQUEST", rowOf(practice, id)!.icsUid, "0", "TZID=Europe/Lisbon:20261123T100000", "CONFIRMED"],
    ["REQUEST", rowOf(practice, id)!.icsUid, "1", "TZID=Europe/Lisbon:20261123T120000", "CONFIRMED"],
    ["CANCEL", rowOf(practice, id)!.icsUid, "2", "TZID=Europe/Lisbon:20261123T120000", "CANCELLED"],
  ]);
  for (const entry of entries) {
    expect(valueOf(entry, "ORGANIZER")).toMatch(/mailto:desk@desk\.example$/i);
    expect(valueOf(entry, "ATTENDEE")).toMatch(/mailto:maria@example\.com$/i);
  }
  const link = /https:\/\/desk\.example\/booking\/(\S+)/.exec(hers[0]!.text!)![1]!;
  expect(guestOf(app, link)).toMatchObject({ bookingId: id });
  expect(JSON.stringify(app.db.$client.prepare("SELECT * FROM notifications").all())).not.toContain(link);
});
