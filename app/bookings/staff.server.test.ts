import { expect, test } from "vitest";
import { notifications } from "#db/schema/records.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { viewerOf, type User } from "#app/auth/user.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { cancelBooking } from "./cancel.server.ts";
import { confirmBooking, declineBooking } from "./decide.server.ts";
import { moveBooking } from "./move.server.ts";
import { portalBookingPage } from "./portal/booking.server.ts";
import { getBooking } from "./queries.server.ts";
import { reassignBooking } from "./reassign.server.ts";
import { addStaffUser, book, monday, offeringsFor, rowOf, testPractice, type Practice } from "./testing.ts";

const correlationId = "request-2";
const massageWith = (practice: Practice, { id }: { id: string }) => ({ offerings: offeringsFor(practice, practice.massage, practice.lisbon, id) });

test("staff confirm and decline what is with them, and the history tells the desk who did, and a customer that the desk did", async () => {
  const practice = await testPractice();
  const user = addStaffUser(practice, practice.ana);
  const fitting = { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } };
  const [first, second] = [await book(practice, fitting), await book(practice, { ...fitting, startMs: monday(14) })];
  expect(portalBookingPage(practice.app, user, first.id, "")).toMatchObject({ mayDecide: true, mayChange: true, mayEdit: true, mayPassOn: false, maySettle: false });
  expect(await confirmBooking(practice.app, viewerOf(user), first.id, { correlationId })).toMatchObject({ status: "confirmed" });
  expect(await declineBooking(practice.app, viewerOf(user), second.id, { reason: "Closed", correlationId })).toMatchObject({ status: "rejected" });
  expect(historyOf(practice.db, first.id)[0]).toMatchObject({ action: "confirmed", actor: `staff:${user.id}` });
  const confirmedBy = (reader: User) => portalBookingPage(practice.app, reader, first.id, "").timeline.find(({ what }) => what === "Confirmed")?.by;
  expect(confirmedBy(user)).toMatch(/, at the desk$/);
  expect(confirmedBy({ ...user, id: rowOf(practice, first.id)!.userId!, role: "user", staffId: null })).toBe("the front desk");
});

test("the deadline does not bind staff for what is with them", async () => {
  const practice = await testPractice();
  const ana = viewerOf(addStaffUser(practice, practice.ana));
  const [moved, cancelled] = [await book(practice, massageWith(practice, practice.ana)), await book(practice, { ...massageWith(practice, practice.ana), startMs: monday(14) })];
  practice.time.nowMs = monday(10) - HOUR_MS;
  expect(await moveBooking(practice.app, ana, moved.id, { startMs: monday(12), correlationId })).toMatchObject({ startsAt: monday(12) });
  expect(await cancelBooking(practice.app, ana, cancelled.id, { reason: "Ill", correlationId })).toMatchObject({ status: "cancelled" });
  const told = practice.db.select().from(notifications).all().filter(({ recipient }) => recipient === "maria@example.com").map(({ kind }) => kind);
  expect(told).toEqual(expect.arrayContaining(["moved-by-desk", "cancelled-by-desk"]));
});

test("a colleague's booking is not there for staff, and nothing can be done to it", async () => {
  const practice = await testPractice();
  const ana = viewerOf(addStaffUser(practice, practice.ana));
  const { id } = await book(practice, massageWith(practice, practice.ben));
  const tries = [
    async () => getBooking(practice.app, ana, id),
    () => confirmBooking(practice.app, ana, id, { correlationId }),
    () => moveBooking(practice.app, ana, id, { startMs: monday(12), correlationId }),
    () => cancelBooking(practice.app, ana, id, { correlationId }),
    () => reassignBooking(practice.app, ana, id, { staffId: practice.ana.id, correlationId }),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
});

test("who of the staff books with a colleague is that booking's customer", async () => {
  const practice = await testPractice();
  const user = addStaffUser(practice, practice.ana);
  const { id, userId } = await book(practice, massageWith(practice, practice.ben), viewerOf(user));
  expect(userId).toBe(user.id);
  expect(portalBookingPage(practice.app, user, id, "")).toMatchObject({ mayDecide: false, mayChange: true, timeline: [{ by: "you" }] });
  practice.time.nowMs = monday(10) - HOUR_MS;
  await expect(cancelBooking(practice.app, viewerOf(user), id, { correlationId })).rejects.toMatchObject({ code: "conflict" });
  await expect(declineBooking(practice.app, viewerOf(user), id, { correlationId })).rejects.toMatchObject({ code: "forbidden" });
});

test("passing a booking to a colleague is for administrators, also when it is one's own", async () => {
  const practice = await testPractice();
  const { id } = await book(practice, massageWith(practice, practice.ana));
  await expect(reassignBooking(practice.app, viewerOf(addStaffUser(practice, practice.ana)), id, { staffId: practice.ben.id, correlationId })).rejects.toMatchObject({ code: "forbidden" });
});
