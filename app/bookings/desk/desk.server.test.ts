import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "#db/schema/records.ts";
import { deskNotes } from "#db/schema/desk-notes.ts";
import { notifications } from "#db/schema/records.ts";
import { bookingJson } from "#app/api/booking-json.server.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { viewerOf, type User } from "#app/auth/user.ts";
import type { AppError } from "#app/lib/errors.ts";
import { NO_FILTERS, type AllFilters } from "../all/filters.ts";
import { allBookingsCsv } from "../all/csv.server.ts";
import { editBooking } from "../edit.server.ts";
import { portalBookingPage } from "../portal/booking.server.ts";
import { getBooking } from "../queries.server.ts";
import { mergeBookings } from "../sighting/links.server.ts";
import { addStaffUser, addUser, book, importRow, testPractice, TEST_NOW, type Practice } from "../testing.ts";
import { addNote, notesOf, removeNote } from "./notes.server.ts";
import { deskBookingPage } from "./page.server.ts";

const ORIGIN = "https://desk.example.com";
const SECRET = "Owes us for the last time";
const by = { correlationId: "request-1" };

function reader(practice: Practice, email: string, role: "user" | "admin"): User {
  return { id: addUser(practice, email, role).userId, email, name: email, phone: null, role, timeZone: null };
}

test("a note of the desk is read by the desk with its author and time, and by nobody else", async () => {
  const practice = await testPractice();
  const { app, db } = practice;
  const owner = addUser(practice, "owner@example.com");
  const desk = addUser(practice, "desk@example.com", "admin");
  const { id, version } = await book(practice, {}, owner);
  addNote(app, desk, id, { text: SECRET, ...by });
  expect(notesOf(app, desk, id)).toMatchObject([{ text: SECRET, createdAt: TEST_NOW }]);
  for (const wrong of [owner, { kind: "guest", bookingId: id } as const]) {
    expect(() => notesOf(app, wrong, id)).toThrow(expect.objectContaining({ code: "forbidden" }) as AppError);
    expect(() => addNote(app, wrong, id, { text: "Mine", ...by })).toThrow(expect.objectContaining({ code: "forbidden" }) as AppError);
  }
  await editBooking(app, desk, id, { title: "Another title", version, ...by });
  const customer: User = { id: owner.userId, email: "owner@example.com", name: "Owner", phone: null, role: "user", timeZone: null };
  const seen = [
    portalBookingPage(app, customer, id, ORIGIN),
    historyOf(db, id),
    bookingJson(app, getBooking(app, owner, id)),
    [...allBookingsCsv(app, desk, NO_FILTERS, { bom: false })],
    db.select().from(notifications).all(),
  ];
  for (const one of seen) expect(JSON.stringify(one)).not.toContain(SECRET);
});

test("writing a note and taking it away are in the audit, and only its author or an administrator takes it away", async () => {
  const practice = await testPractice();
  const { app, db } = practice;
  const { id } = await book(practice);
  const ana = viewerOf(addStaffUser(practice, practice.ana));
  const desk = addUser(practice, "desk@example.com", "admin");
  addNote(app, desk, id, { text: SECRET, ...by });
  const [note] = notesOf(app, ana, id);
  expect(() => removeNote(app, ana, id, { id: note!.id, ...by })).toThrow(expect.objectContaining({ code: "forbidden" }) as AppError);
  removeNote(app, desk, id, { id: note!.id, ...by });
  removeNote(app, desk, id, { id: note!.id, ...by });
  expect(notesOf(app, desk, id)).toEqual([]);
  const told = db.select({ action: auditEvents.action, actor: auditEvents.actor, subjectId: auditEvents.subjectId }).from(auditEvents).where(eq(auditEvents.subjectType, "desk note")).all();
  expect(told).toEqual(["note written", "note taken away"].map((action) => ({ action, actor: `admin:${desk.userId}`, subjectId: id })));
});

test("the notes of an appointment that turns out to be another's go over to it", async () => {
  const practice = await testPractice();
  const desk = addUser(practice, "desk@example.com", "admin");
  const { id } = await book(practice);
  const other = importRow(practice);
  addNote(practice.app, desk, other.id, { text: SECRET, ...by });
  practice.db.transaction((tx) => mergeBookings(tx, practice.app, [id, other.id], id));
  expect(practice.db.select({ bookingId: deskNotes.bookingId }).from(deskNotes).all()).toEqual([{ bookingId: id }]);
});

test("the page leads through the list it was opened from and carries that list along", async () => {
  const practice = await testPractice();
  const desk = reader(practice, "desk@example.com", "admin");
  const [first, , third] = ["Zofia One", "Otto Two", "Zofia Three"].map((attendeeName, day) => importRow(practice, { attendeeName, startsAt: TEST_NOW + day * 86_400_000 }));
  const filters: AllFilters = { ...NO_FILTERS, q: "zofia", sort: "starts" };
  const page = deskBookingPage(practice.app, desk, first!.id, filters, ORIGIN);
  expect(page).toMatchObject({ here: `/admin/bookings/${first!.id}?q=zofia&sort=starts`, list: { back: "/admin/bookings?q=zofia&sort=starts", previous: null, next: `/admin/bookings/${third!.id}?q=zofia&sort=starts` } });
});

test("the timeline names who of the desk did what to the desk, and not to the customer", async () => {
  const practice = await testPractice();
  const desk = reader(practice, "dora@example.com", "admin");
  const owner = reader(practice, "owner@example.com", "user");
  const { id, version } = await book(practice, {}, { kind: "user", userId: owner.id, name: "Owner" });
  await editBooking(practice.app, { kind: "admin", userId: desk.id, name: "Dora" }, id, { title: "Another", version, ...by });
  const lines = (page: { timeline: { what: string; by?: string }[] }) => page.timeline.filter(({ what }) => what.startsWith("Changed")).map((line) => line.by);
  expect(lines(deskBookingPage(practice.app, desk, id, NO_FILTERS, ORIGIN))[0]).toMatch(/, at the desk$/);
  expect(lines(portalBookingPage(practice.app, owner, id, ORIGIN))).toEqual(["the front desk"]);
});

test("staff open what is with them, not a colleague's nor what they booked for themselves", async () => {
  const practice = await testPractice();
  const ana = addStaffUser(practice, practice.ana);
  const [mine, bens, own] = [importRow(practice, { staffId: practice.ana.id }), importRow(practice, { staffId: practice.ben.id }), importRow(practice, { staffId: practice.ben.id, userId: ana.id })];
  const open = (id: string) => () => deskBookingPage(practice.app, ana, id, NO_FILTERS, ORIGIN);
  expect(open(mine.id)()).toMatchObject({ id: mine.id, list: null, customer: { personHref: null } });
  expect(open(bens.id)).toThrow(expect.objectContaining({ code: "not_found" }) as AppError);
  expect(open(own.id)).toThrow(expect.objectContaining({ code: "forbidden" }) as AppError);
});
