import { expect, test } from "vitest";
import { viewerOf as viewer, type User } from "#app/auth/user.ts";
import type { AppError } from "#app/lib/errors.ts";
import { cancelBooking } from "../cancel.server.ts";
import { editBooking } from "../edit.server.ts";
import { guestOf } from "../guest-link.server.ts";
import { portalBooking, portalBookingPage } from "./booking.server.ts";
import { addUser, book, monday, offeringsFor, testPractice, type Practice } from "../testing.ts";

const ORIGIN = "https://desk.example.com";
const HOUR_MS = 3_600_000;

function addReader(practice: Practice, email: string, role: "user" | "admin" = "user"): User {
  return { id: addUser(practice, email, role).userId, email, name: email, phone: null, role, timeZone: null };
}


test("somebody else's booking is not there", async () => {
  const practice = await testPractice();
  const [owner, other] = [addReader(practice, "owner@example.com"), addReader(practice, "other@example.com")];
  const { id } = await book(practice, {}, viewer(owner));
  expect(portalBooking(practice.app, owner, id).details.id).toBe(id);
  for (const wrong of [id, "no-such-id", ""]) {
    expect(() => portalBookingPage(practice.app, wrong === id ? other : owner, wrong, ORIGIN)).toThrow(expect.objectContaining({ code: "not_found" }) as AppError);
  }
});

test("the page says who comes, what was answered in the question's words, and how it came about", async () => {
  const practice = await testPractice();
  const owner = addReader(practice, "owner@example.com");
  const offerings = offeringsFor(practice, practice.fitting, practice.lisbon);
  const attendee = { name: "Maria Silva", email: "maria@example.com", phone: "+351912345678", timeZone: "Europe/Lisbon" };
  const { id } = await book(practice, { offerings, attendee, answers: { size: "Large" }, guests: ["joao@example.com"], notes: "Deps floor" }, viewer(owner));
  expect(portalBookingPage(practice.app, owner, id, ORIGIN)).toMatchObject({
    status: "pending",
    standing: "requested",
    mayEdit: true,
    attendees: [{ name: "Maria Silva", contacts: ["maria@example.com", "+351912345678"] }],
    guests: ["joao@example.com"],
    notes: "Deps floor",
    answers: [{ question: "Which size?", answer: "Large" }],
    timeline: [{ by: "you" }],
  });
});

test("its private address opens it, and a cancelled booking shows none", async () => {
  const practice = await testPractice();
  const owner = addReader(practice, "owner@example.com");
  const { id } = await book(practice, {}, viewer(owner));
  const address = portalBookingPage(practice.app, owner, id, ORIGIN).address ?? "";
  expect(address.startsWith(`${ORIGIN}/booking/`)).toBe(true);
  expect(guestOf(practice.app, address.slice(`${ORIGIN}/booking/`.length))).toEqual({ kind: "guest", bookingId: id });
  await cancelBooking(practice.app, viewer(owner), id, { reason: "Ill", correlationId: "request-1" });
  expect(portalBookingPage(practice.app, owner, id, ORIGIN)).toMatchObject({ address: null, mayChange: false, mayEdit: false, cancellationReason: "Ill" });
});

test("the deadline binds the customer and not the desk", async () => {
  const practice = await testPractice();
  const [owner, desk] = [addReader(practice, "owner@example.com"), addReader(practice, "desk@example.com", "admin")];
  const { id } = await book(practice, { offerings: offeringsFor(practice, practice.massage, practice.lisbon, practice.ana.id) }, viewer(owner));
  expect(portalBooking(practice.app, owner, id).mayChange).toBe(true);
  practice.time.nowMs = monday(10) - HOUR_MS;
  expect(portalBooking(practice.app, owner, id).mayChange).toBe(false);
  expect(portalBooking(practice.app, desk, id).mayChange).toBe(true);
});

test("a place agreed on for this appointment is shown instead of the branch, until it is taken back", async () => {
  const practice = await testPractice();
  const owner = addReader(practice, "owner@example.com");
  const { id, version } = await book(practice, {}, viewer(owner));
  const moved = await editBooking(practice.app, viewer(owner), id, { location: "Room 3, Harbour street", version, correlationId: "request-1" });
  expect(portalBooking(practice.app, owner, id).booking.place).toEqual({ kind: "elsewhere", text: "Room 3, Harbour street" });
  await editBooking(practice.app, viewer(owner), id, { location: null, version: moved.version, correlationId: "request-2" });
  expect(portalBooking(practice.app, owner, id).booking.place).toMatchObject({ kind: "branch", name: "Lisbon" });
});

test("who edits an older version is told so on the version", async () => {
  const practice = await testPractice();
  const owner = addReader(practice, "owner@example.com");
  const { id, version } = await book(practice, {}, viewer(owner));
  await editBooking(practice.app, viewer(owner), id, { notes: "First", version, correlationId: "request-1" });
  await expect(editBooking(practice.app, viewer(owner), id, { notes: "Second", version, correlationId: "request-2" })).rejects.toMatchObject({
    code: "conflict",
    fields: { version: expect.stringContaining("changed while you were editing") },
  });
  expect(portalBooking(practice.app, owner, id).details.notes).toBe("First");
});
