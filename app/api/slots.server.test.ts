import { expect, test } from "vitest";
import { addUser, book, faults, monday, testPractice } from "#app/bookings/testing.ts";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { ask, tokenOf } from "./testing.ts";

async function desk() {
  const practice = await testPractice();
  const token = tokenOf(practice.app, addUser(practice, "maria@example.com").userId, ["read"]);
  const slots = (search: string) => ask(practice.app, "GET", `/slots?${search}`, { token });
  return { practice, slots };
}

test("a day's free times, each with somebody who is free", async () => {
  const { practice, slots } = await desk();
  const { ana, ben } = practice;
  await book(practice, { startMs: monday(9) });
  const { status, data } = await slots("service=consultation&branch=lisbon&from=2026-11-23&to=2026-11-23");
  expect(status).toBe(200);
  // Nine to five in half hours, twice, less the one that was booked.
  expect(data.data).toHaveLength(31);
  expect(data.data.slice(0, 3)).toEqual([
    { start: "2026-11-23T09:00:00.000Z", end: "2026-11-23T09:30:00.000Z", staff: { id: ben.id, slug: "ben-reis", name: "Ben Reis" } },
    { start: "2026-11-23T09:30:00.000Z", end: "2026-11-23T10:00:00.000Z", staff: { id: ana.id, slug: "ana-costa", name: "Ana Costa" } },
    { start: "2026-11-23T09:30:00.000Z", end: "2026-11-23T10:00:00.000Z", staff: { id: ben.id, slug: "ben-reis", name: "Ben Reis" } },
  ]);
  expect(data.nextCursor).toBeNull();
});

test("person, length and instants narrow them, and no branch is any branch", async () => {
  const { practice, slots } = await desk();
  const { data } = await slots(`service=${practice.massage.id}&staff=ben-reis&duration=90&from=2026-11-23T09:00:00Z&to=2026-11-23T10:00:00Z`);
  expect(data.data.map(({ start, end }: { start: string; end: string }) => [start.slice(11, 16), end.slice(11, 16)])).toEqual([["09:00", "10:30"], ["09:15", "10:45"], ["09:30", "11:00"], ["09:45", "11:15"], ["10:00", "11:30"]]);
  const anywhere = await slots("service=consultation&staff=any&from=2026-11-23T16:30:00Z&to=2026-11-23T16:30:00Z");
  expect(anywhere.data.data.map(({ staff }: { staff: { slug: string } }) => staff.slug).sort()).toEqual(["ana-costa", "ben-reis", "cleo-hart"]);
});

test("without a span it is the week from now; the past and the far future have none", async () => {
  const { practice, slots } = await desk();
  const { data } = await slots("service=consultation&branch=lisbon");
  expect(Date.parse(data.data[0].start)).toBeGreaterThan(practice.time.nowMs);
  expect(Date.parse(data.data.at(-1).start)).toBeLessThan(practice.time.nowMs + 7 * DAY_MS);
  for (const span of ["from=2020-01-01&to=2020-01-05", "from=2090-01-01&to=2090-01-05", "from=0001-01-01&to=0001-01-02"]) expect(await slots(`service=consultation&${span}`)).toMatchObject({ status: 200, data: { data: [] } });
});

test("what cannot be asked is refused by its name", async () => {
  const { slots } = await desk();
  for (const [search, name] of [["", "service"], ["service=nothing", "service"], ["service=consultation&branch=nowhere", "branch"], ["service=fitting&staff=cleo-hart", "staff"], ["service=massage&duration=45", "duration"], ["service=massage&duration=x", "duration"], ["service=massage&from=soon", "from"], ["service=massage&from=2026-11-24&to=2026-11-23", "to"], ["service=massage&from=2026-11-24&to=2027-11-23", "to"]] as const) {
    expect([search, await slots(search)]).toEqual([search, expect.objectContaining({ status: 422, data: { success: false, code: "INVALID", message: expect.any(String), errors: { [name]: [expect.any(String)] } } })]);
  }
});

test("while the far end is down, old times say how old they are, and none are an answer to try again", async () => {
  const { practice, slots } = await desk();
  const search = "service=consultation&branch=lisbon&from=2026-11-23&to=2026-11-23";
  await slots(search);
  practice.far.fault = faults.down;
  practice.time.nowMs += 5 * MINUTE_MS;
  const old = await slots(search);
  expect(old).toMatchObject({ status: 200, data: { data: { length: 32 } } });
  expect(Number(old.headers.get("Age"))).toBe(300);
  const unknown = await slots("service=consultation&branch=lisbon&from=2026-11-24&to=2026-11-24");
  expect(unknown).toMatchObject({ status: 503, data: { success: false, code: "UPSTREAM_DOWN" } });
  expect(unknown.headers.get("Retry-After")).toBe("60");
});
