import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { calcomHostMappings, serviceStaff } from "#db/schema/catalog.ts";
import { createApp } from "#app/app.server.ts";
import { testPractice } from "#app/bookings/testing.ts";
import { writeCalcomSettings } from "#app/settings/calcom.server.ts";
import { makeEventType } from "./make-event-type.server.ts";
import { madeText, makeMissing } from "./make-missing.server.ts";
import { mappingPage } from "./mapping-page.server.ts";
import { matchPerson, matchService } from "./match.server.ts";
import { API_KEY, connectedApp } from "./testing.ts";

const by = { viewer: { kind: "system", reason: "test" } as const, correlationId: "c" };

/** A practice of the embedded engine that begins to book at a Cal.com of its own. */
async function movedPractice() {
  const { app: before } = await testPractice();
  const { app: reach, userId, teamId, eventTypeId } = connectedApp();
  const env = { ...before.env, calcom: { ...before.env.calcom, apiKey: API_KEY } };
  const app = createApp({ ...before, env, fetch: reach.fetch });
  const { serviceId, staffId, branchId } = app.db.select().from(serviceStaff).get()!;
  const type = () => app.db.select().from(serviceStaff).all().find((row) => row.staffId === staffId && row.serviceId === serviceId && row.branchId === branchId)!.calcomEventTypeId;
  return { before, app, userId, teamId, eventTypeId, trio: { serviceId, staffId, branchId }, type };
}

test("the page lists both sides, and what is matched stays matched", async () => {
  const { app, userId, eventTypeId, trio, type } = await movedPractice();
  const page = await mappingPage(app);
  expect(page).toMatchObject({ isAtCalcom: true, failure: null, hosts: [{ id: userId, name: "Practice" }], types: [{ id: eventTypeId, label: expect.stringContaining("Intro · 30 min") }] });
  expect(page.offers.every((offer) => offer.eventTypeId === null)).toBe(true);
  matchPerson(app, by, trio.staffId, userId);
  matchService(app, by, trio, eventTypeId);
  expect(type()).toBe(eventTypeId);
  expect(app.db.select().from(calcomHostMappings).all()).toMatchObject([{ staffId: trio.staffId, calcomUserId: userId }]);
});

test("an event type is made from a service once, and asked again it is the same", async () => {
  const { app, userId, trio, type } = await movedPractice();
  await expect(makeEventType(app, by, trio)).rejects.toThrow("Say first who");
  matchPerson(app, by, trio.staffId, userId);
  const id = await makeEventType(app, by, trio);
  expect(type()).toBe(id);
  matchService(app, by, trio, null);
  expect(await makeEventType(app, by, trio)).toBe(id);
  expect((await mappingPage(app)).types.map((each) => each.id)).toContain(id);
});

test("what has no event type gets one at once, but for people of whom nobody said who they are there", async () => {
  const { app, userId, trio } = await movedPractice();
  const rows = () => app.db.select().from(serviceStaff).all();
  const theirs = rows().filter(({ staffId }) => staffId === trio.staffId).length;
  expect(await makeMissing(app, by)).toEqual({ made: 0, left: 0, unmatched: rows().length });
  matchPerson(app, by, trio.staffId, userId);
  expect(await makeMissing({ ...app, clock: jumping() }, by)).toEqual({ made: 1, left: theirs - 1, unmatched: rows().length - theirs });
  expect(await makeMissing(app, by)).toEqual({ made: theirs - 1, left: 0, unmatched: rows().length - theirs });
  const types = rows().filter(({ staffId }) => staffId === trio.staffId).map(({ calcomEventTypeId }) => calcomEventTypeId);
  expect(new Set(types).size).toBe(theirs);
  expect(types).not.toContain(null);
  expect(madeText(await makeMissing(app, by))).toBe(`No event type was made. ${rows().length - theirs} wait until you say who does them at Cal.com.`);
});

/** A clock by which everything takes ten seconds. */
function jumping() {
  let nowMs = 0;
  return () => (nowMs += 10_000);
}

test("for somebody else it is made in the team, with them as its only host", async () => {
  const { app, userId, teamId, trio } = await movedPractice();
  matchPerson(app, by, trio.staffId, userId + 1_000);
  await expect(makeEventType(app, by, trio)).rejects.toThrow("Set the team first");
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { teamId }));
  // The team's engine refuses a host who is no member: the refusal is told, nothing is matched.
  await expect(makeEventType(app, by, trio)).rejects.toThrow("Cal.com did not make the event type");
});

test("in the embedded engine nothing is to be matched", async () => {
  const { before, trio } = await movedPractice();
  expect((await mappingPage(before)).isAtCalcom).toBe(false);
  expect(() => matchService(before, by, trio, 1)).toThrow("embedded engine");
  expect(() => matchPerson(before, by, trio.staffId, 1)).toThrow("embedded engine");
});
