import { expect, test } from "vitest";
import { services, staff } from "#db/schema/catalog.ts";
import { addUser, testPractice } from "#app/bookings/testing.ts";
import { ask, tokenOf } from "./testing.ts";

async function desk() {
  const practice = await testPractice();
  const token = tokenOf(practice.app, addUser(practice, "maria@example.com").userId, ["read"]);
  return { practice, get: async (path: string) => (await ask(practice.app, "GET", path, { token })).data };
}

const slugs = (list: { slug: string }[]) => list.map(({ slug }) => slug);

test("services say what they ask, cost and last, where and with whom", async () => {
  const { practice, get } = await desk();
  const { data, nextCursor } = await get("/services");
  expect(nextCursor).toBeNull();
  expect(slugs(data)).toEqual(["consultation", "massage", "fitting"]);
  expect(data[1]).toEqual({
    id: practice.massage.id, slug: "massage", name: "Massage", description: "", durationsMinutes: [60, 30, 90], priceCents: 6500, currency: "EUR", place: "branch", requiresConfirmation: false, questions: [],
    branches: [{ id: practice.lisbon.id, slug: "lisbon", name: "Lisbon" }],
    staff: [{ id: practice.ana.id, slug: "ana-costa", name: "Ana Costa" }, { id: practice.ben.id, slug: "ben-reis", name: "Ben Reis" }],
  });
  expect(data[2].questions[0]).toEqual({ slug: "size", label: "Which size?", type: "select", required: true, hint: null, options: ["Small", "Large"] });
  expect(data[0].branches).toHaveLength(2);
});

test("staff and branches say what they offer, and no addresses of people", async () => {
  const { get } = await desk();
  const people = (await get("/staff")).data;
  expect(people.map((one: { slug: string; branches: never[]; services: never[] }) => [one.slug, slugs(one.branches), slugs(one.services)])).toEqual([
    ["ana-costa", ["lisbon"], ["consultation", "massage", "fitting"]],
    ["ben-reis", ["lisbon"], ["consultation", "massage"]],
    ["cleo-hart", ["new-york"], ["consultation"]],
  ]);
  expect(JSON.stringify(people)).not.toContain("@example.com");
  expect((await get("/branches")).data[1]).toMatchObject({ slug: "new-york", address: "5 Broad St, New York", timeZone: "America/New_York", services: [{ slug: "consultation" }], staff: [{ slug: "cleo-hart" }] });
});

test("each list is narrowed by slug or id, and a name that fits nothing is said", async () => {
  const { practice, get } = await desk();
  expect(slugs((await get("/services?branch=new-york")).data)).toEqual(["consultation"]);
  expect(slugs((await get(`/staff?service=${practice.fitting.id}`)).data)).toEqual(["ana-costa"]);
  expect(slugs((await get("/branches?service=consultation&staff=cleo-hart")).data)).toEqual(["new-york"]);
  expect(await get("/staff?service=fitting&branch=new-york")).toMatchObject({ success: false, code: "INVALID", errors: { branch: [expect.stringMatching(/does not offer/)] } });
});

test("what was taken out of the catalogue is not told", async () => {
  const { practice, get } = await desk();
  practice.db.update(staff).set({ active: false }).run();
  for (const path of ["/services", "/staff", "/branches"]) expect((await get(path)).data).toEqual([]);
  practice.db.update(staff).set({ active: true }).run();
  practice.db.update(services).set({ active: false }).run();
  for (const path of ["/services", "/staff", "/branches"]) expect((await get(path)).data).toEqual([]);
});
