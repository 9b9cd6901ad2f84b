import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { createAccount } from "#app/auth/accounts.server.ts";
import { makeApiToken } from "#app/auth/api-tokens.server.ts";
import { forgotPassword } from "#app/auth/forgot-password.server.ts";
import { setPassword } from "#app/auth/set-password.server.ts";
import { signUp } from "#app/auth/sign-up.server.ts";
import { linkStaffAccount } from "#app/auth/staff-link.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { beginAbsence } from "#app/bookings/absences/begin.server.ts";
import { away, runJobs } from "#app/bookings/absences/testing.ts";
import { undoAbsence } from "#app/bookings/absences/undo.server.ts";
import type { Booking } from "#app/bookings/booking.ts";
import { cancelBooking } from "#app/bookings/cancel.server.ts";
import { confirmBooking, declineBooking } from "#app/bookings/decide.server.ts";
import { editBooking } from "#app/bookings/edit.server.ts";
import { tellPeople } from "#app/bookings/messages/tell.server.ts";
import { moveBooking } from "#app/bookings/move.server.ts";
import { reassignBooking } from "#app/bookings/reassign.server.ts";
import { remindDue } from "#app/bookings/reminders/remind.server.ts";
import { book, importRow, monday, offeringsFor, rowOf, type Practice } from "#app/bookings/testing.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { contentOf, type Content } from "#app/notifications/message.ts";
import { opened } from "#app/notifications/one-time.server.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { writeChoice } from "#app/notifications/preferences.server.ts";
import { optInSms } from "#app/notifications/sms-consent.server.ts";
import { notifications } from "#db/schema/records.ts";
import { changeRole } from "#app/people/change-role.server.ts";
import { setBlocked } from "#app/people/block.server.ts";
import { editPerson } from "#app/people/edit-person.server.ts";
import { findPerson } from "#app/people/find.server.ts";
import { invitePerson } from "#app/people/invite.server.ts";
import { mergePeople } from "#app/people/merge.server.ts";

export const PASSWORD = "only tests know this one";
const MARIA = { name: "Maria Silva", email: "maria@example.com", phone: "+351912345678", timeZone: "Europe/Lisbon" };
const correlationId = "request-1";

/**
 * A practice in which every kind of event that causes a message has happened, an hour before its first appointment.
 * Ana, Ben and the boss can sign in. `passedOn` was Ana's and is Ben's.
 */
export async function tellEverything(practice: Practice) {
  const { app, db, time, ana, ben, massage, lisbon } = practice;
  const account = (email: string, role: "user" | "admin" = "user") => createAccount({ db, random: systemRandom }, { email, name: email, role, password: PASSWORD }, time.nowMs);
  const boss: Viewer = { kind: "admin", userId: await account("boss@example.com", "admin"), name: "Boss" };
  const by = { viewer: boss, correlationId };
  for (const person of [ana, ben]) await worksHere(practice, person.id, await account(person.id === ana.id ? "ana@example.com" : "ben@example.com"));
  const guest = (id: string): Viewer => ({ kind: "guest", bookingId: id });
  const massages = (startMs: number) => book(practice, { offerings: offeringsFor(practice, massage, lisbon, ana.id), startMs, attendee: MARIA, guests: ["joao@example.com"], notes: "Knee" });
  const request = (startMs: number) => book(practice, { offerings: offeringsFor(practice, practice.fitting, lisbon), startMs, attendee: MARIA, guests: ["joao@example.com"], answers: { size: "Small" } });
  const edit = (viewer: Viewer, id: string, change: object) => editBooking(app, viewer, id, { ...change, version: rowOf(practice, id)!.version, correlationId });

  const kept = await massages(monday(9));
  writing(db, (tx) => optInSms(tx, { userId: kept.userId!, phone: MARIA.phone, nowMs: time.nowMs }));
  await edit(guest(kept.id), kept.id, { location: "Room 3, https://maps.example.com/room-3", guests: ["joao@example.com", "rita@example.com"] });
  await edit(boss, kept.id, { notes: "Bring the pictures" });
  const moved = await massages(monday(11));
  await moveBooking(app, guest(moved.id), moved.id, { startMs: monday(13), correlationId });
  await moveBooking(app, boss, moved.id, { startMs: monday(14), reason: "A leak", correlationId });
  const passedOn = await massages(monday(16));
  await reassignBooking(app, boss, passedOn.id, { staffId: ben.id, reason: "Ana is ill", correlationId });
  const [byGuest, byBoss] = [await massages(monday(33)), await massages(monday(36))];
  await cancelBooking(app, guest(byGuest.id), byGuest.id, { reason: "Ill", correlationId });
  await cancelBooking(app, boss, byBoss.id, { reason: "Closed", correlationId });
  const [taken, refused] = [await request(monday(57)), await request(monday(59))];
  await confirmBooking(app, boss, taken.id, { correlationId });
  await declineBooking(app, boss, refused.id, { reason: "Closed", correlationId });
  await offerTimes(practice, boss, await massages(monday(105)));
  const takenBack = await offerTimes(practice, boss, await massages(monday(84)));
  undoAbsence(app, boss, takenBack, { correlationId });
  const lost = importRow(practice, { startsAt: monday(81), status: "cancelled", rescheduleRequested: true, userId: kept.userId, attendeeEmail: MARIA.email });
  writing(db, (tx) => tellPeople(tx, app, lost.id, { action: "cancelled", data: {}, actor: "system:calcom" }));
  time.nowMs = monday(9) - HOUR_MS;
  remindDue(app);
  await writeLetters(practice, account, by);
  return { passedOn: passedOn.id };
}

/** @returns the absence for which they are offered */
async function offerTimes(practice: Practice, boss: Viewer, { id, startsAt }: Booking): Promise<string> {
  const rows = [{ bookingId: id, choice: "offer" as const, times: [startsAt + 5 * HOUR_MS] }];
  const absence = beginAbsence(practice.app, boss, away(practice, rows, { startsAt, endsAt: startsAt + 2 * HOUR_MS, isNow: true }));
  await runJobs(practice.app);
  return absence.id;
}

async function worksHere({ app, db }: Practice, staffId: string, userId: string): Promise<void> {
  writing(db, (tx) => {
    linkStaffAccount(tx, app, { actor: "system:test", source: "import" }, { staffId, userId });
    writeChoice(tx, userId, "staff-reminder", { mail: true, sms: false, offsetsMinutes: [60] });
  });
}

/** Messages about people's accounts. */
async function writeLetters({ app, db }: Practice, account: (email: string) => Promise<string>, by: Parameters<typeof changeRole>[1]): Promise<void> {
  const from = { clientIp: "203.0.113.7" };
  await signUp(app, from, { name: "New", email: "new@example.com", next: "/bookings" });
  await forgotPassword(app, from, "nobody@example.com");
  await account("forgetful@example.com");
  const [promoted, closed] = [await account("promoted@example.com"), await account("closed@example.com")];
  await signUp(app, from, { name: "Again", email: "forgetful@example.com", next: "/bookings" });
  await forgotPassword(app, from, "promoted@example.com");
  await setPassword(app, { sessionId: null }, linkOf(app, promoted).split("/").at(-1)!, PASSWORD);
  // A used link leads to an error page, so it is not checked.
  db.delete(notifications).where(eq(notifications.kind, "reset")).run();
  await forgotPassword(app, from, "forgetful@example.com");
  changeRole(app, by, promoted, "admin");
  setBlocked(app, by, closed, true);
  await forgotPassword(app, from, "closed@example.com");
  mergePeople(app, by, await account("kept@example.com"), await account("twice@example.com"));
  makeApiToken(app, { kind: "user", userId: promoted, name: "Promoted" }, { name: "Report", access: "read" });
  const moving = findPerson(db, await account("old-address@example.com"));
  editPerson(app, by, moving.id, { name: moving.name, email: "new-address@example.com", updatedAt: moving.updatedAt });
  invitePerson(app, by, { name: "Invited", email: "invited@example.com", role: "user" });
  writing(db, (tx) => enqueueMail(tx, app, { kind: "test", recipient: "boss@example.com", payload: { subject: "Test", text: "This is a test." } satisfies Content }));
}

function linkOf(app: Practice["app"], userId: string): string {
  const message = app.db.select().from(notifications).where(eq(notifications.userId, userId)).all().at(-1)!;
  return contentOf(opened(app, message)!).link ?? "";
}
