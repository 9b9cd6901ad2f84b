import { expect, test } from "vitest";
import { viewerOf as viewer, type User } from "#app/auth/user.ts";
import { newId, systemRandom } from "#app/lib/tokens.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { BookingFilters } from "../filters.ts";
import { portalExport } from "./export.server.ts";
import { portalList, type PortalList } from "./list.server.ts";
import { addUser, book, monday, offeringsFor, testPractice, type Practice } from "../testing.ts";

const DAY_MS = 86_400_000;

function addCustomer(practice: Practice, { role = "user", timeZone = null }: { role?: "user" | "admin"; timeZone?: string | null } = {}): User {
  const email = `${newId(systemRandom)}@example.com`;
  const { userId } = addUser(practice, email, role);
  return { id: userId, email, name: email, phone: null, role, timeZone };
}

const listOf = (practice: Practice, user: User, search: object = {}) => portalList(practice.app, user, BookingFilters.parse(search));
const idsOf = (list: PortalList) => list.days.flatMap(({ rows }) => rows.map(({ id }) => id));
const at = (href: string) => Object.fromEntries(new URL(href, "http://localhost").searchParams);

/** Ana's consultations on Mondays to Fridays, from the Monday on. */
async function bookMany(practice: Practice, user: User, count: number) {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const startMs = monday(9) + Math.floor(index / 14) * DAY_MS + (index % 14) * 30 * 60_000;
    ids.push((await book(practice, { startMs }, viewer(user))).id);
  }
  return ids;
}

test("the pages hold everything once, in order, and lead back again", async () => {
  const practice = await testPractice();
  const user = addCustomer(practice);
  const ids = await bookMany(practice, user, 45);
  const first = listOf(practice, user);
  const second = listOf(practice, user, at(first.pages.next!));
  const third = listOf(practice, user, at(second.pages.next!));
  expect([first, second, third].map((list) => idsOf(list).length)).toEqual([20, 20, 5]);
  expect([first, second, third].flatMap(idsOf)).toEqual(ids);
  expect([first.pages.previous, third.pages.next]).toEqual([null, null]);
  expect(idsOf(listOf(practice, user, at(second.pages.previous!)))).toEqual(idsOf(first));
  expect(first.found).toBe("45 appointments");
});

test("a cursor that is broken or leads past the end shows the beginning", async () => {
  const practice = await testPractice();
  const user = addCustomer(practice);
  const ids = await bookMany(practice, user, 2);
  for (const cursor of ["nonsense", "n.99999999999999.x", "b.0.x"]) expect(idsOf(listOf(practice, user, { cursor }))).toEqual(ids);
});

test("somebody else's bookings are neither listed nor counted nor offered as filters", async () => {
  const practice = await testPractice();
  const [owner, other] = [addCustomer(practice), addCustomer(practice)];
  await book(practice, {}, viewer(owner));
  const list = listOf(practice, other);
  expect(list.days).toEqual([]);
  expect(list.next).toBeNull();
  expect(list.tabs.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  expect(list.options).toEqual({ service: [], staff: [], branch: [] });
});

test("the tabs count what the filters match, and each keeps the filters", async () => {
  const practice = await testPractice();
  const user = addCustomer(practice);
  await book(practice, {}, viewer(user));
  await book(practice, { startMs: monday(12), offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } }, viewer(user));
  const { id } = await book(practice, { startMs: monday(14) }, viewer(user));
  await cancelBooking(practice.app, viewer(user), id, { correlationId: "request-1" });
  expect(listOf(practice, user).tabs.map(({ count }) => count)).toEqual([2, 1, 0, 1]);
  const narrowed = listOf(practice, user, { service: practice.fitting.slug, tab: "pending" });
  expect(narrowed.tabs.map(({ count }) => count)).toEqual([1, 1, 0, 0]);
  expect(narrowed.tabs.map(({ href }) => at(href).service)).toEqual(Array(4).fill(practice.fitting.slug));
  expect(idsOf(narrowed)).toHaveLength(1);
});

test("each chip takes one filter away and keeps the others and the tab", async () => {
  const practice = await testPractice();
  const user = addCustomer(practice);
  await book(practice, {}, viewer(user));
  const { chips, resetHref } = listOf(practice, user, { tab: "past", q: "knee", staff: practice.ana.slug, from: "2026-11-02", cursor: "n.1.x" });
  expect(chips.map(({ label }) => label)).toEqual(["“knee”", "Ana Costa", "From 2 Nov 2026"]);
  expect(at(chips[1]!.removeHref)).toEqual({ tab: "past", q: "knee", from: "2026-11-02" });
  expect(at(resetHref)).toEqual({ tab: "past" });
});

test("a filter that names nothing is not in force, and one that no booking has finds nothing", async () => {
  const practice = await testPractice();
  const user = addCustomer(practice);
  await book(practice, {}, viewer(user));
  const unknown = listOf(practice, user, { service: "no-such-service", from: "2026-02-31" });
  expect([idsOf(unknown).length, unknown.chips]).toEqual([1, []]);
  const unused = listOf(practice, user, { service: practice.massage.slug });
  expect([idsOf(unused).length, unused.chips.map(({ label }) => label)]).toEqual([0, ["Massage"]]);
  expect(unused.options.service).toContainEqual({ value: practice.massage.slug, label: "Massage" });
});

test("a day stands as the reader's own clock has it, else as the booking's", async () => {
  const practice = await testPractice();
  const [traveller, unsettled] = [addCustomer(practice, { timeZone: "Pacific/Auckland" }), addCustomer(practice)];
  await book(practice, { startMs: monday(16) }, viewer(traveller));
  await book(practice, { startMs: monday(15), attendee: { name: "M", email: "m@example.com", timeZone: "Europe/Madrid" } }, viewer(unsettled));
  expect(listOf(practice, traveller)).toMatchObject({ zone: "Auckland time", days: [{ date: "2026-11-24", label: "Tuesday 24 November", rows: [{ time: "05:00–05:30" }] }] });
  expect(listOf(practice, unsettled)).toMatchObject({ zone: "Madrid time", days: [{ date: "2026-11-23", rows: [{ time: "16:00–16:30" }] }] });
});

test("the next appointment stands on top of the whole list only", async () => {
  const practice = await testPractice();
  const user = addCustomer(practice, { timeZone: "Europe/Lisbon" });
  const { id } = await book(practice, {}, viewer(user));
  practice.time.nowMs = monday(10) - DAY_MS;
  expect(listOf(practice, user).next).toMatchObject({ when: "Tomorrow, 10:00", what: "Consultation with Ana Costa, Lisbon", href: `/bookings/${id}` });
  expect(listOf(practice, user, { q: "consultation" }).next).toBeNull();
  expect(listOf(practice, user, { tab: "past" }).next).toBeNull();
});

test("the desk sees everybody's, each with its customer", async () => {
  const practice = await testPractice();
  const desk = addCustomer(practice, { role: "admin" });
  await book(practice);
  expect(listOf(practice, desk).days[0]?.rows[0]).toMatchObject({ service: "Maria Silva · Consultation", who: "Ana Costa, Lisbon" });
});

test("the file holds all pages of what the list shows, and nobody else's", async () => {
  const practice = await testPractice();
  const [user, other] = [addCustomer(practice), addCustomer(practice)];
  await bookMany(practice, user, 25);
  await book(practice, { startMs: monday(16, 30) }, viewer(other));
  const { pieces, fileName } = portalExport(practice.app, user, BookingFilters.parse({ from: "2026-11-24", cursor: "n.1.x", service: "no-such-service" }));
  const lines = [...pieces].join("").trimEnd().split("\r\n");
  expect(fileName).toBe("appointments-upcoming-2026-11-20.csv");
  expect(lines).toHaveLength(1 + 11);
  expect(lines[1]).toContain("2026-11-24,09:00,09:30,Europe/Lisbon,confirmed,,Consultation,Consultation with Ana Costa,Ana Costa,Lisbon");
});
