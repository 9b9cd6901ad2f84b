import { expect, test } from "vitest";
import { testDatabase } from "#db/testing.ts";
import { addPerson } from "./catalog/add-person.server.ts";
import { createBranch } from "./catalog/create-branch.server.ts";
import { createService } from "./catalog/create-service.server.ts";
import type { Hours } from "./catalog/hosts.ts";
import { offerService } from "./catalog/offer-service.server.ts";
import { hostOf, servicesAt, staffFor } from "./catalog/queries.server.ts";
import type { BranchInput, ServiceInput } from "./catalog/schema.ts";
import { createEngine } from "./engine/engine.server.ts";
import { calcomHosts, embeddedAccount, engineHosts } from "./hosts.server.ts";
import { writing } from "#db/client.ts";
import { auditEvents } from "#db/schema/records.ts";
import { systemRandom } from "./lib/tokens.server.ts";

const NOW = Date.parse("2026-03-02T08:00:00Z");
const by = { actor: "system:test", source: "admin" } as const;
const branchInput: BranchInput = { name: "High Street", address: "1 High Street", timeZone: "Europe/Lisbon" };
const hours: Hours = { timeZone: "Europe/Lisbon", availability: [{ days: ["Monday"], startTime: "09:00", endTime: "12:00" }], overrides: [] };

function practice() {
  const db = testDatabase();
  const deps = { db, clock: () => NOW, random: systemRandom };
  const account = embeddedAccount(deps);
  const engine = createEngine({ ...deps, apiKeys: [{ key: "cal_test", userId: account.userId }], rateLimit: "off" });
  return { ...deps, engine, hosts: engineHosts(engine, deps) };
}

async function offered(deps: ReturnType<typeof practice>, service: ServiceInput) {
  const rows = writing(deps.db, (tx) => ({ branch: createBranch(tx, deps, by, branchInput), service: createService(tx, deps, by, service) }));
  const person = await addPerson(deps, by, { name: "Ana Reis", email: "ana@practice.example" }, hours);
  const trio = { branchId: rows.branch.id, serviceId: rows.service.id, staffId: person.id };
  return { trio, offering: await offerService(deps, by, trio) };
}

async function answerOf(deps: ReturnType<typeof practice>, path: string, version: string) {
  const headers = { authorization: "Bearer cal_test", "cal-api-version": version };
  const response = await deps.engine.fetch(new Request(`http://engine.local/v2${path}`, { headers }));
  return (await response.json()) as { data: unknown };
}

test("a person's hours and a service's rules become the times that can be booked", async () => {
  const deps = practice();
  const { offering } = await offered(deps, { name: "Massage", durationsMinutes: [60], bufferAfterMinutes: 15, slotIntervalMinutes: 30 });
  const path = `/slots?eventTypeId=${offering.eventTypeId}&start=2026-03-09&end=2026-03-09&timeZone=Europe/Lisbon`;
  const { data } = await answerOf(deps, path, "2024-09-04");
  const starts = Object.values(data as Record<string, { start: string }[]>).flat().map((slot) => slot.start.slice(11, 16));
  expect(starts).toEqual(["09:00", "09:30", "10:00", "10:30", "11:00"]);
});

test("the event type has exactly this person as host and carries the service's questions, place and lengths", async () => {
  const deps = practice();
  const questions = [{ slug: "reason", label: "What brings you?", type: "select" as const, required: true, options: ["Pain", "Other"] }];
  const { offering } = await offered(deps, { name: "First visit", durationsMinutes: [45, 60], questions, requiresConfirmation: true });
  const { data } = await answerOf(deps, `/event-types/${offering.eventTypeId}`, "2024-06-14");
  expect(data).toMatchObject({
    lengthInMinutes: 45,
    lengthInMinutesOptions: [45, 60],
    locations: [{ type: "address", address: "1 High Street" }],
    confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true },
    users: [{ name: "Ana Reis" }],
  });
  expect((data as { bookingFields: object[] }).bookingFields).toContainEqual(expect.objectContaining({ slug: "reason", required: true, options: ["Pain", "Other"] }));
});

test("what is offered can be chosen, and offering it again changes nothing", async () => {
  const deps = practice();
  const { trio, offering } = await offered(deps, { name: "Massage", durationsMinutes: [60] });
  expect(servicesAt(deps.db, trio.branchId).map((service) => service.slug)).toEqual(["massage"]);
  expect(await offerService(deps, by, trio)).toEqual(offering);
  expect(staffFor(deps.db, trio)).toMatchObject([{ name: "Ana Reis", eventTypeId: offering.eventTypeId }]);
});

test("a person whose account was made before the row failed keeps the account", async () => {
  const deps = practice();
  const person = { name: "Ana Reis", email: "Ana@practice.example", timeZone: "Europe/Lisbon" };
  const first = await deps.hosts.write!.create(person);
  expect(await deps.hosts.write!.create({ ...person, email: "ana@practice.example" })).toEqual(first);
  expect((await deps.hosts.write!.create({ ...person, email: "other@practice.example" })).calcomUserId).not.toBe(first.calcomUserId);
});

test("every change of the catalogue is in the history", async () => {
  const deps = practice();
  await offered(deps, { name: "Massage", durationsMinutes: [60] });
  const events = deps.db.select().from(auditEvents).all();
  expect(events.map((event) => `${event.subjectType} ${event.action}`)).toEqual(["branch created", "service created", "staff added", "staff offered"]);
});

test("with Cal.com people and event types are made there: here a person is a name to be matched, and offering says so", async () => {
  const deps = { ...practice(), hosts: calcomHosts({ schedules: async () => ({ value: [], staleMs: 0 }) }) };
  const ana = await addPerson(deps, by, { name: "Ana", email: "ana@practice.example" }, hours);
  expect(hostOf(deps.db, ana.id)).toBeNull();
  await expect(offered(deps, { name: "Massage", durationsMinutes: [60] })).rejects.toThrow(/made at Cal\.com/);
});

test("somebody's hours at Cal.com are their default schedule, else their first", async () => {
  const schedule = (id: number, ownerId: number, isDefault: boolean, more?: object) => ({ id, ownerId, isDefault, hours: { ...hours, timeZone: `Etc/GMT+${id}` }, ...more });
  const value = [schedule(1, 7, false), schedule(2, 8, true), schedule(3, 7, true), schedule(4, 9, false), schedule(5, 9, false), schedule(6, 10, true, { hours: null }), schedule(7, 10, false)];
  const { readHours } = calcomHosts({ schedules: async () => ({ value, staleMs: 0 }) });
  const zones = await Promise.all([7, 8, 9, 10, 11].map(async (userId) => (await readHours(userId))?.timeZone));
  expect(zones).toEqual(["Etc/GMT+3", "Etc/GMT+2", "Etc/GMT+4", undefined, undefined]);
});
