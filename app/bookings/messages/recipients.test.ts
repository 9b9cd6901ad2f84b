import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { branches, staff } from "#db/schema/catalog.ts";
import { bookAppointment } from "../book.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { addUser, book, monday, offeringsFor, requestFor, rowOf, testPractice, type Practice } from "../testing.ts";
import { allTold, forget } from "./testing.ts";

const correlationId = "request-5";
const boss = (practice: Practice) => addUser(practice, "boss@example.com", "admin");
const letters = (practice: Practice) => allTold(practice).map(({ kind, to }) => [kind, to]).sort();
const to = (practice: Practice, address: string) => allTold(practice).find((one) => one.to === address)!;

test("whoever takes an appointment is told who comes, and what they wrote and answered", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.fitting, practice.lisbon);
  await bookAppointment(practice.app, null, requestFor(practice, { offerings, attendee: { name: "Maria Silva", email: "maria@example.com", phone: "+351912345678", timeZone: "Asia/Kathmandu" }, notes: "Left foot", answers: { size: "Small" } }));
  const { kind, subject, text, facts, link, hasPrivateLink, event } = to(practice, "ana@example.com");
  expect({ kind, subject, text, hasPrivateLink }).toEqual({ kind: "staff-requested", subject: "Asked for: Maria Silva, Mon 23 Nov, 10:00", text: "Maria Silva asks for Fitting with you. It is to be confirmed or declined.", hasPrivateLink: undefined });
  expect(facts!.map(({ label, value }) => [label, value]).slice(0, -2)).toEqual([
    ["When", "Monday 23 November 2026, 10:00–11:00, Lisbon time"],
    ["Standing", "Not fixed yet: it is still to be confirmed."],
    ["What", "Fitting with Ana Costa, 1 h"],
    ["Customer", "Maria Silva\nmaria@example.com\n+351912345678"],
    ["Notes", "Left foot"],
    ["Which size?", "Small"],
  ]);
  expect(link).toMatch(/^\/bookings\//);
  expect(event).toMatchObject({ summary: "Maria Silva: Fitting", status: "tentative" });
});

test("a person whose own address nobody wrote down is told at that of their account", async () => {
  const practice = await testPractice();
  const { userId } = addUser(practice, "ana.private@example.com");
  practice.db.update(staff).set({ email: null, userId }).where(eq(staff.id, practice.ana.id)).run();
  await book(practice);
  expect(letters(practice)).toEqual([["booked", "maria@example.com"], ["staff-booked", "ana.private@example.com"]]);
  practice.db.update(staff).set({ userId: null }).run();
  forget(practice);
  await book(practice, { startMs: monday(12) });
  expect(letters(practice)).toEqual([["booked", "maria@example.com"]]);
});

test("passed on, the one who has it now and the one who had it are told so, and each calendar is put right", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  forget(practice);
  await reassignBooking(practice.app, boss(practice), id, { staffId: practice.ben.id, reason: "Ana is ill", correlationId });
  expect(letters(practice)).toEqual([["reassigned", "maria@example.com"], ["staff-given", "ben@example.com"], ["staff-taken", "ana@example.com"]]);
  expect(to(practice, "ben@example.com")).toMatchObject({ text: "The appointment of Maria Silva is with you now.\nIt was with Ana Costa.\nReason: Ana is ill", event: { status: "confirmed", sequence: 1 } });
  expect(to(practice, "ana@example.com")).toMatchObject({ text: "The appointment of Maria Silva is not with you any more.\nIt is with Ben Reis now.\nReason: Ana is ill", event: { status: "cancelled", sequence: 1, uid: rowOf(practice, id)!.icsUid } });
});

test("guests get the invitation and its changes, and never the link that cancels", async () => {
  const practice = await testPractice();
  const { id } = await book(practice, { guests: ["guest@example.com", "MARIA@example.com"], notes: "Private", attendee: { name: "Maria Silva", email: "maria@example.com", timeZone: "Asia/Kathmandu" } });
  const viewer = boss(practice);
  await moveBooking(practice.app, viewer, id, { startMs: monday(12), correlationId });
  await editBooking(practice.app, viewer, id, { notes: "Nobody's business", version: rowOf(practice, id)!.version, correlationId });
  await editBooking(practice.app, viewer, id, { title: "A talk", version: rowOf(practice, id)!.version, correlationId });
  await editBooking(practice.app, viewer, id, { addGuests: ["late@example.com"], version: rowOf(practice, id)!.version, correlationId });
  await cancelBooking(practice.app, viewer, id, { reason: "Private too", correlationId });
  const heard = allTold(practice).filter(({ kind }) => kind.startsWith("guest-"));
  expect(heard.map(({ kind, to: address, event }) => [kind, address, event!.sequence])).toEqual([
    ["guest-invited", "guest@example.com", 0],
    ["guest-changed", "guest@example.com", 1],
    ["guest-changed", "guest@example.com", 3],
    ["guest-invited", "late@example.com", 4],
    ["guest-cancelled", "guest@example.com", 5],
    ["guest-cancelled", "late@example.com", 5],
  ]);
  expect(heard[0]).toMatchObject({ text: "Maria Silva would like you to come along.", facts: [{ label: "When" }, { label: "What" }, { label: "Where" }] });
  for (const one of heard) {
    expect([one.hasPrivateLink, one.link]).toEqual([undefined, undefined]);
    expect(JSON.stringify(one)).not.toMatch(/private|nobody's/i);
  }
});

test("one address gets one message, as a customer before anything else", async () => {
  const practice = await testPractice();
  practice.db.update(staff).set({ email: "Maria@Example.com" }).where(eq(staff.id, practice.ana.id)).run();
  await book(practice, { guests: ["maria@example.com"] }, addUser(practice, "maria@example.com"));
  expect(letters(practice)).toEqual([["booked", "maria@example.com"]]);
});

test("answers go to the branch", async () => {
  const practice = await testPractice();
  practice.db.update(branches).set({ email: "lisbon@example.com" }).where(eq(branches.id, practice.lisbon.id)).run();
  await book(practice);
  expect(allTold(practice).map(({ replyTo, recipientName }) => [replyTo, recipientName])).toEqual([["lisbon@example.com", "Maria Silva"], ["lisbon@example.com", "Ana Costa"]]);
});
