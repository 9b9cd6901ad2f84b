import { expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { branches, branchServices, services, serviceStaff, staff } from "#db/schema/catalog.ts";
import { testDatabase } from "#db/testing.ts";
import {
  activeBranches,
  branchBySlug,
  branchesWith,
  branchById,
  byEventTypeId,
  offering,
  serviceBySlug,
  servicesAt,
  staffBySlug,
  staffFor,
} from "./queries.server.ts";

interface Flags {
  branch?: boolean;
  service?: boolean;
  staff?: boolean;
  eventTypeId?: number | null;
  atBranch?: boolean;
}

/** One branch, service and person under the given slug; all bookable unless told otherwise. */
function offer(db: Db, slug: string, flags: Flags = {}) {
  const common = { id: slug, slug, createdAt: 0 };
  db.insert(branches).values({ ...common, name: `Branch ${slug}`, address: "1 Way", timeZone: "UTC", active: flags.branch ?? true }).run();
  db.insert(services).values({ ...common, name: `Service ${slug}`, durationsMinutes: [30], questions: [], active: flags.service ?? true }).run();
  db.insert(staff).values({ ...common, name: `Person ${slug}`, active: flags.staff ?? true }).run();
  if (flags.atBranch ?? true) db.insert(branchServices).values({ branchId: slug, serviceId: slug }).run();
  const calcomEventTypeId = flags.eventTypeId === undefined ? 7 : flags.eventTypeId;
  db.insert(serviceStaff).values({ branchId: slug, serviceId: slug, staffId: slug, calcomEventTypeId }).run();
}

const ids = (slug: string) => ({ branchId: slug, serviceId: slug, staffId: slug });

test("what somebody does somewhere is found from every side", () => {
  const db = testDatabase();
  offer(db, "a");
  expect(activeBranches(db).map((branch) => branch.name)).toEqual(["Branch a"]);
  expect(branchBySlug(db, "a")?.id).toBe("a");
  expect(serviceBySlug(db, "a")?.durationsMinutes).toEqual([30]);
  expect(staffBySlug(db, "a")?.id).toBe("a");
  expect(servicesAt(db, "a").map((service) => service.id)).toEqual(["a"]);
  expect(branchesWith(db, "a").map((branch) => branch.id)).toEqual(["a"]);
  expect(staffFor(db, ids("a"))).toMatchObject([{ id: "a", eventTypeId: 7 }]);
  expect(offering(db, ids("a"))).toMatchObject({ branch: { id: "a" }, service: { id: "a" }, staff: { id: "a" }, eventTypeId: 7 });
});

const unbookable: [string, Flags][] = [
  ["an inactive branch", { branch: false }],
  ["an inactive service", { service: false }],
  ["an inactive person", { staff: false }],
  ["an offering without an event type", { eventTypeId: null }],
  ["a service the branch does not have", { atBranch: false }],
];

test.each(unbookable)("%s cannot be booked", (_what, flags) => {
  const db = testDatabase();
  offer(db, "a", flags);
  expect(offering(db, ids("a"))).toBeNull();
  expect(staffFor(db, ids("a"))).toEqual([]);
  expect(flags.branch === false ? activeBranches(db) : servicesAt(db, "a")).toEqual([]);
});

test("inactive ones are not found by their address", () => {
  const db = testDatabase();
  offer(db, "a", { branch: false, service: false, staff: false });
  expect([branchBySlug(db, "a"), serviceBySlug(db, "a"), staffBySlug(db, "a"), branchBySlug(db, "nowhere")]).toEqual([null, null, null, null]);
});

test("what an earlier booking names is found although it is inactive now", () => {
  const db = testDatabase();
  offer(db, "a", { branch: false, service: false, staff: false, eventTypeId: 12 });
  expect(branchById(db, "a")?.name).toBe("Branch a");
  expect(byEventTypeId(db, 12)).toMatchObject({ service: { id: "a" }, eventTypeId: 12 });
  expect(byEventTypeId(db, 13)).toBeNull();
});

test("a person of one branch is not offered at another", () => {
  const db = testDatabase();
  offer(db, "a");
  offer(db, "b");
  expect(staffFor(db, { branchId: "a", serviceId: "b" })).toEqual([]);
  expect(offering(db, { branchId: "a", serviceId: "a", staffId: "b" })).toBeNull();
});

test("people are listed by their position, then by name", () => {
  const db = testDatabase();
  offer(db, "a");
  for (const [id, position] of [["zoe", 0], ["adam", 2], ["ben", 0]] as const) {
    db.insert(staff).values({ id, slug: id, name: id, position, createdAt: 0 }).run();
    db.insert(serviceStaff).values({ branchId: "a", serviceId: "a", staffId: id, calcomEventTypeId: 9 }).run();
  }
  expect(staffFor(db, ids("a")).map((person) => person.id)).toEqual(["a", "ben", "zoe", "adam"]);
});
