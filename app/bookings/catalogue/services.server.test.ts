import type { ActionFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import { auditEvents } from "#db/schema/records.ts";
import { freeTimes } from "#app/availability/free-times.server.ts";
import { createAccount } from "#app/auth/accounts.server.ts";
import { giveSessionCookie } from "#app/auth/session-cookie.server.ts";
import { openSession } from "#app/auth/sessions.server.ts";
import { servicePage } from "#app/catalog/services-page.server.ts";
import { branchesWith, serviceBySlug, staffFor } from "#app/catalog/queries.server.ts";
import type { AppError } from "#app/lib/errors.ts";
import { testContext } from "#app/lib/testing.ts";
import { action } from "#app/routes/admin.catalogue_.services_.$id/route.tsx";
import { writing } from "#db/client.ts";
import { listBookings } from "../queries.server.ts";
import { BookingFilters } from "../filters.ts";
import { book, monday, offeringsFor, rowsOf, testPractice, type Practice } from "../testing.ts";
import { archive, archivePage } from "./archive.server.ts";
import { saveService } from "./save-service.server.ts";

const by = { actor: "admin:boss", source: "admin" } as const;
const boss = { kind: "admin", userId: "boss", name: "Boss" } as const;

const save = ({ app }: Practice, id: string, change: Parameters<typeof saveService>[3]["change"], more: { version?: string; seen?: string } = {}) =>
  saveService(app, by, id, { change, version: servicePage(app, id).version, ...more });

async function offered(practice: Practice, durationMinutes: number) {
  const service = serviceBySlug(practice.db, "massage")!;
  const offerings = offeringsFor(practice, service, practice.lisbon, practice.ana.id);
  return (await freeTimes(practice.app, { offerings, durationMinutes, startMs: monday(9), endMs: monday(17) })).times.map(({ startMs }) => startMs);
}

function refusalOf(work: () => void): AppError {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  throw new Error("It was not refused");
}

test("new rules are what can be booked at once, and the history says what changed", async () => {
  const practice = await testPractice();
  const { app, massage } = practice;
  expect(await offered(practice, 60)).toContain(monday(9, 15));
  save(practice, massage.id, { slotIntervalMinutes: 60, bufferBeforeMinutes: 0, durationsMinutes: [60], requiresConfirmation: true, name: "Deep massage" });
  expect(await offered(practice, 60)).toEqual([9, 10, 11, 12, 13, 14, 15, 16].map((hour) => monday(hour)));
  const type = (await app.gateway.eventType(offeringsFor(practice, massage, practice.lisbon, practice.ana.id)[0]!.eventTypeId)).value;
  expect(type).toMatchObject({ title: "Deep massage", lengthInMinutesOptions: [60], requiresConfirmation: true });
  save(practice, massage.id, { noticeMinutes: 6 * 1_440, slotIntervalMinutes: null, requiresConfirmation: false });
  expect(await offered(practice, 60)).toEqual([]);
  expect((await app.gateway.eventType(type.id)).value.requiresConfirmation).toBe(false);
  const [first] = app.db.select().from(auditEvents).all().filter(({ action, subjectId }) => action === "changed" && subjectId === massage.id);
  expect([first!.actor, JSON.parse(first!.data!)]).toMatchObject(["admin:boss", { before: { name: "Massage", requiresConfirmation: false }, after: { name: "Deep massage", requiresConfirmation: true } }]);
});

test("a length that is given up lists the appointments that have it before it is saved, and leaves them as they were", async () => {
  const practice = await testPractice();
  const { massage, lisbon, ana } = practice;
  const offerings = offeringsFor(practice, massage, lisbon, ana.id);
  const long = await book(practice, { offerings, durationMinutes: 90, startMs: monday(9) });
  await book(practice, { offerings, durationMinutes: 60, startMs: monday(13) });
  const before = rowsOf(practice);
  const refusal = refusalOf(() => save(practice, massage.id, { durationsMinutes: [60] }));
  expect(refusal).toMatchObject({ code: "conflict", message: "1 appointment has a length that is no longer offered", lookAt: { items: [{ href: `/admin/bookings/${long.id}`, text: "Mon 23 Nov, 09:00, Maria Silva, Massage, with Ana Costa" }], more: 0 } });
  expect(serviceBySlug(practice.db, "massage")).toEqual(massage);
  expect(() => save(practice, massage.id, { durationsMinutes: [60] }, { seen: "something else" })).toThrow("no longer offered");
  save(practice, massage.id, { durationsMinutes: [60] }, { seen: refusal.lookAt!.token });
  expect(serviceBySlug(practice.db, "massage")?.durationsMinutes).toEqual([60]);
  expect(rowsOf(practice)).toEqual(before);
});

test("who saves over somebody else's change is told first, and a name in the address is used once", async () => {
  const practice = await testPractice();
  const { version } = servicePage(practice.app, practice.massage.id);
  save(practice, practice.massage.id, { name: "Theirs" });
  expect(refusalOf(() => save(practice, practice.massage.id, { name: "Mine" }, { version })).fields).toHaveProperty("version");
  expect(refusalOf(() => save(practice, practice.massage.id, { slug: "fitting" })).fields).toHaveProperty("slug");
  expect(serviceBySlug(practice.db, "massage")?.name).toBe("Theirs");
});

test("the form comes back with what was typed and the appointments to look at, in one refusal", async () => {
  const practice = await testPractice();
  const { app, massage, lisbon, ana } = practice;
  await book(practice, { offerings: offeringsFor(practice, massage, lisbon, ana.id), durationMinutes: 90, startMs: monday(9) });
  const userId = await createAccount(app, { email: "boss@example.com", name: "Boss", role: "admin", password: "correct horse" }, app.clock());
  const responseHeaders = new Headers();
  await giveSessionCookie({ origin: "http://localhost:3000", responseHeaders }, writing(app.db, (tx) => openSession(tx, userId, app.clock(), app.random)));
  const { now, version } = servicePage(app, massage.id);
  const request = new Request("http://localhost:3000/", { method: "POST", headers: { Cookie: responseHeaders.get("Set-Cookie")!.split(";")[0]! }, body: new URLSearchParams({ ...now, name: "Typed", durations: "1 h", version }) });
  const answer = (await action({ request, params: { id: massage.id }, context: testContext(app) } as unknown as ActionFunctionArgs)) as unknown as { data: { lastResult: { initialValue: object }; lookAt: { items: unknown[] } }; init: { status: number } };
  expect(answer).toMatchObject({ init: { status: 409 }, data: { lastResult: { initialValue: { name: "Typed", durations: "1 h" } }, lookAt: { items: [{}], more: 0 } } });
});

test("what is archived cannot be booked any more, keeps its name on appointments, and can be brought back", async () => {
  const practice = await testPractice();
  const { app, db, consultation, lisbon, ana } = practice;
  await book(practice);
  const before = rowsOf(practice);
  for (const [kind, id] of [["services", consultation.id], ["staff", ana.id], ["branches", lisbon.id]] as const) {
    expect(() => archive(app, by, kind, id, { archived: true })).toThrow("1 appointment is still to come");
    archive(app, by, kind, id, { archived: true, seen: archivePage(app, kind, id).lookAt!.token });
    expect(staffFor(db, { branchId: lisbon.id, serviceId: consultation.id }).map(({ name }) => name)).toEqual(kind === "staff" ? ["Ben Reis"] : []);
    expect(listBookings(app, boss, BookingFilters.parse({})).rows).toMatchObject([{ service: { name: "Consultation" }, staff: { name: "Ana Costa" }, branch: { name: "Lisbon" } }]);
    archive(app, by, kind, id, { archived: false });
    expect(branchesWith(db, consultation.id).map(({ name }) => name)).toContain("Lisbon");
  }
  expect(rowsOf(practice)).toEqual(before);
});
