import { expect, test } from "vitest";
import { calcomLinks, operations } from "#db/schema/bookings.ts";
import { historyOf } from "#app/audit/history.server.ts";
import type { AppError } from "#app/lib/errors.ts";
import { editBooking } from "./edit.server.ts";
import { moveBooking } from "./move.server.ts";
import { book, faults, importRow, later, monday, openOperations, rowOf, testPractice, type Practice } from "./testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => null, (error: unknown) => error as AppError);
const linkAt = (practice: Practice) => practice.db.select().from(calcomLinks).get()!.uid;
const joao = { name: "João Reis", email: "joao@example.com", phone: "+351 912 345 678", timeZone: "Europe/Lisbon" };
const rita = { name: "Rita Reis", email: "rita@example.com", timeZone: "Europe/Lisbon" };
const everything = { title: "First visit", location: "Room 3", addGuests: ["guest@example.com"], addAttendees: [joao, rita] };
const everybody = ["maria@example.com", "guest@example.com", "joao@example.com", "rita@example.com"];

const thereOf = async (practice: Practice) => {
  const { location } = await practice.app.gateway.getBooking(linkAt(practice));
  return { location, emails: practice.db.$client.prepare("SELECT email FROM engine_attendees ORDER BY id").pluck().all() };
};

test("an edit goes to the far end as far as that can hold it, and the rest is kept here as ours", async () => {
  const practice = await testPractice();
  const { id, version } = await book(practice);
  const edited = await editBooking(practice.app, system, id, { ...everything, version, correlationId });
  expect(edited).toMatchObject({ title: "First visit", location: "Room 3", guests: ["guest@example.com"], ownFields: ["title"], version: version + 1, syncState: "synced" });
  expect(edited.attendees).toMatchObject([{ name: "Maria Silva" }, { name: "João Reis", email: "joao@example.com" }, { name: "Rita Reis" }]);
  const there = await thereOf(practice);
  expect(there).toMatchObject({ location: "Room 3", emails: everybody });
  expect(historyOf(practice.db, id)[0]).toMatchObject({ action: "edited", data: { after: { title: "First visit", location: "Room 3", guests: ["guest@example.com"] } } });
});

test("an edit whose answer was lost on the way is finished, and nobody is added twice", async () => {
  for (const [lost, at] of [["location", 0], ["guests", 1], ["attendees", 2]] as const) {
    for (const fault of [faults.answerLost, faults.requestLost]) {
      const practice = await testPractice();
      const before = await book(practice);
      practice.far.fault = (request, engine) => (request.url.endsWith(`/${lost}`) ? fault(request, engine) : engine(request));
      expect(await editBooking(practice.app, system, before.id, { ...everything, version: before.version, correlationId })).toMatchObject({ title: before.title, syncState: "pushing" });
      expect(practice.far.calls.filter((call) => /location|guests|attendees/.test(call))).toHaveLength(at + 1);
      await later(practice);
      expect(rowOf(practice, before.id)).toMatchObject({ title: "First visit", location: "Room 3", guests: ["guest@example.com"], version: before.version + 1 });
      const { emails } = await thereOf(practice);
      expect(emails).toEqual(everybody);
      expect(openOperations(practice)).toEqual([]);
    }
  }
});

test("what the far end refuses changes nothing here, and what it took before is read again", async () => {
  const practice = await testPractice();
  const before = await book(practice);
  practice.far.fault = (request, engine) => (request.url.endsWith("/guests") ? faults.invalid(request, engine) : engine(request));
  expect(await refusalOf(editBooking(practice.app, system, before.id, { ...everything, version: before.version, correlationId }))).toMatchObject({ code: "invalid" });
  expect(rowOf(practice, before.id)).toEqual(before);
  expect(practice.db.select().from(operations).all().map(({ kind, state }) => `${kind} ${state}`)).toEqual(["create done", "edit refused"]);
  expect(practice.db.$client.prepare("SELECT kind, unique_key FROM jobs").all()).toEqual([{ kind: "reread-booking", unique_key: `reread:${linkAt(practice)}` }]);
});

test("what concerns this side alone is saved while a change is under way, and stays when that settles", async () => {
  const practice = await testPractice();
  const { id, version } = await book(practice);
  practice.far.fault = faults.answerLost;
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  const edited = await editBooking(practice.app, system, id, { title: "First visit", notes: "Bring the papers", version, correlationId });
  expect(edited).toMatchObject({ title: "First visit", syncState: "pushing" });
  expect(await refusalOf(editBooking(practice.app, system, id, { location: "Room 3", version: edited.version, correlationId }))).toMatchObject({ code: "conflict", cause: { code: "operation_open" } });
  await later(practice);
  expect(rowOf(practice, id)).toMatchObject({ startsAt: monday(14), title: "First visit", notes: "Bring the papers", ownFields: ["title", "notes"] });
});

test("a booking the far end never knew is edited here alone, and then its place is ours", async () => {
  const practice = await testPractice();
  const { id, version } = importRow(practice);
  practice.far.calls.length = 0;
  expect(await editBooking(practice.app, system, id, { location: "Room 3", addGuests: ["guest@example.com"], version, correlationId })).toMatchObject({ location: "Room 3", guests: ["guest@example.com"], ownFields: ["location"] });
  expect(practice.far.calls).toEqual([]);
});

test("a place that is sent is no longer ours alone; one that is cleared is", async () => {
  const practice = await testPractice();
  const { id, version } = await book(practice);
  const cleared = await editBooking(practice.app, system, id, { location: null, version, correlationId });
  expect(cleared.ownFields).toEqual(["location"]);
  const sent = await editBooking(practice.app, system, id, { location: "https://meet.example.com/1", version: cleared.version, correlationId });
  expect(sent).toMatchObject({ ownFields: [], location: "https://meet.example.com/1", meetingUrl: "https://meet.example.com/1" });
  const called = await editBooking(practice.app, system, id, { location: "+351 912 345 678", version: sent.version, correlationId });
  expect(called).toMatchObject({ location: "+351 912 345 678", meetingUrl: null });
});
