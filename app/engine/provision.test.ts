import { expect, test } from "vitest";
import { addEventType, addMember, addTeamEventType, addUser, ensureAccount, importBooking } from "./provision.server.ts";
import { MONDAY_8, testEngine } from "./testing.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";

const cleo = { name: "Cleo", email: "Cleo@Example.com", timeZone: "Europe/Rome", phoneNumber: "+391234567890" };

test("the account is made once, however often it is asked for", () => {
  const { deps, userId, teamId } = testEngine();
  const again = ensureAccount(deps, { name: "Other", email: "HOST@example.com", username: "other", timeZone: "UTC", team: { name: "Other", slug: "desk" } });
  expect(again).toEqual({ userId, teamId });
});

test("a booking is imported as it is told, past ones too, with its own uid", async () => {
  const { deps, read, eventTypeId } = testEngine();
  const startMs = MONDAY_8 - 30 * DAY_MS;
  importBooking(deps, {
    uid: "chosen",
    eventTypeId,
    startMs,
    endMs: startMs + HOUR_MS,
    attendee: cleo,
    guests: ["Dan@example.com"],
    location: "1 High Street",
    description: "Knee",
    metadata: { from: "paper" },
    createdAtMs: startMs - DAY_MS,
  });
  expect((await read("chosen")).body.data).toMatchObject({
    uid: "chosen",
    status: "accepted",
    start: "2029-12-08T08:00:00.000Z",
    duration: 60,
    title: "Intro between Host and Cleo",
    description: "Knee",
    location: "1 High Street",
    metadata: { from: "paper" },
    createdAt: "2029-12-07T08:00:00.000Z",
    guests: ["dan@example.com"],
    attendees: [{ email: "cleo@example.com", phoneNumber: "+391234567890" }, { email: "dan@example.com" }],
  });
});

test("an imported booking meets the overlap guard, a cancelled one does not", () => {
  const { deps, eventTypeId } = testEngine();
  const at = (minutes: number) => ({ eventTypeId, startMs: MONDAY_8 + minutes * 60_000, endMs: MONDAY_8 + minutes * 60_000 + HOUR_MS, attendee: cleo });
  importBooking(deps, at(0));
  expect(() => importBooking(deps, at(30))).toThrow("already has booking");
  expect(() => importBooking(deps, at(-30))).toThrow("already has booking");
  importBooking(deps, { ...at(30), status: "cancelled" });
  importBooking(deps, at(60));
});

test("an imported collective booking takes every host's time", async () => {
  const { deps, teamId, userId, read } = testEngine();
  const bea = addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "Europe/London" }).userId;
  addMember(deps, { teamId, userId: bea });
  const all = addTeamEventType(deps, teamId, { title: "All", slug: "all", lengthInMinutes: 60, schedulingType: "collective", hostIds: [userId, bea] });
  const own = addEventType(deps, bea, { title: "Own", slug: "own", lengthInMinutes: 60 });
  const time = { startMs: MONDAY_8, endMs: MONDAY_8 + HOUR_MS, attendee: cleo };
  const { uid } = importBooking(deps, { ...all, ...time });
  expect((await read(uid)).body.data.hosts.map((host: { name: string }) => host.name)).toEqual(["Host", "Bea"]);
  expect(() => importBooking(deps, { ...own, ...time })).toThrow("already has booking");
});
