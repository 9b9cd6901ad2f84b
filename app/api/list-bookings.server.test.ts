import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { calcomLinks, type bookings } from "#db/schema/bookings.ts";
import { moveBooking } from "#app/bookings/move.server.ts";
import { addStaffUser, addUser, book, importRow, monday, testPractice, type Practice } from "#app/bookings/testing.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { writeCompany } from "#app/settings/company.server.ts";
import { ask, tokenOf } from "./testing.ts";

async function desk() {
  const practice = await testPractice();
  const admin = tokenOf(practice.app, addUser(practice, "admin@example.com", "admin").userId);
  const list = async (search = "", token = admin) => {
    const { status, data } = await ask(practice.app, "GET", `/bookings${search}`, { token });
    return { status, data, ids: (data.data as { id: string }[] | undefined)?.map(({ id }) => id) };
  };
  return { practice, admin, list };
}

const rows = (practice: Practice, ...changes: Partial<typeof bookings.$inferInsert>[]) => changes.map((change) => importRow(practice, change));

test("a booking carries the fixed names", async () => {
  const { practice, list } = await desk();
  const { app, consultation, ana, lisbon } = practice;
  const maria = addUser(practice, "maria@example.com");
  const row = await book(practice, { attendee: { name: "Maria Silva", email: "maria@example.com", phone: "+351 912 345 678", timeZone: "Europe/Lisbon" }, notes: "By the window" }, maria);
  const { data } = await list();
  const uid = app.db.select({ uid: calcomLinks.uid }).from(calcomLinks).get()!.uid;
  expect(data).toEqual({
    data: [
      {
        id: row.id,
        status: "confirmed",
        syncState: "synced",
        calcomUid: uid,
        startsAt: "2026-11-23T10:00:00.000Z",
        endsAt: "2026-11-23T10:30:00.000Z",
        timeZone: "Europe/Lisbon",
        title: "Consultation with Ana Costa",
        service: { id: consultation.id, slug: "consultation", name: "Consultation" },
        staff: { id: ana.id, slug: "ana-costa", name: "Ana Costa" },
        branch: { id: lisbon.id, slug: "lisbon", name: "Lisbon" },
        attendee: { name: "Maria Silva", email: "maria@example.com", phone: "+351 912 345 678" },
        guests: [],
        attendees: [{ name: "Maria Silva", email: "maria@example.com", phone: "+351 912 345 678", timeZone: "Europe/Lisbon", absent: false }],
        location: "Rua do Ouro 12, Lisbon",
        meetingUrl: null,
        notes: "By the window",
        answers: {},
        metadata: {},
        cancellationReason: null,
        paid: false,
        source: "web",
        user: { id: maria.userId, name: "maria", email: "maria@example.com" },
        createdAt: "2026-11-20T10:00:00.000Z",
        updatedAt: expect.stringMatching(/^2026-11-20T/),
      },
    ],
    nextCursor: null,
  });
  const one = await ask(app, "GET", `/bookings/${row.id}`, { token: tokenOf(app, maria.userId, ["read"]) });
  expect(one).toMatchObject({ status: 200, data: data.data[0] });
});

test("a person's token sees that person's, an administrator's everything", async () => {
  const { practice, list } = await desk();
  const { app } = practice;
  const [maria, joao] = [addUser(practice, "maria@example.com"), addUser(practice, "joao@example.com")];
  const [hers, his] = rows(practice, { userId: maria.userId }, { userId: joao.userId });
  const token = tokenOf(app, maria.userId);
  expect((await list("", token)).ids).toEqual([hers!.id]);
  expect((await list()).ids).toHaveLength(2);
  expect(await ask(app, "GET", `/bookings/${his!.id}`, { token })).toMatchObject({ status: 404, data: { success: false, code: "NOT_FOUND", errors: {} } });
});

test("any uid an appointment ever had finds it, under the one it has now", async () => {
  const { practice, list } = await desk();
  const { app } = practice;
  const maria = addUser(practice, "maria@example.com");
  const row = await book(practice, {}, maria);
  await book(practice, { startMs: monday(15) });
  const [first] = app.db.select().from(calcomLinks).all();
  await moveBooking(app, maria, row.id, { startMs: monday(12), correlationId: "request-2" });
  const now = app.db.select().from(calcomLinks).all().find(({ bookingId, state }) => bookingId === row.id && state === "accepted")!;
  expect(now.uid).not.toBe(first!.uid);
  for (const uid of [first!.uid, now.uid]) expect((await list(`?calcomUid=${uid}`)).data).toMatchObject({ data: [{ id: row.id, calcomUid: now.uid, status: "rescheduled" }], nextCursor: null });
  expect((await list("?calcomUid=nobody-knows-it")).ids).toEqual([]);
  expect((await list(`?calcomUid=${first!.uid}`, tokenOf(app, addUser(practice, "joao@example.com").userId))).ids).toEqual([]);
});

test("statuses can be named one by one, in any number", async () => {
  const { practice, list } = await desk();
  const [pending, confirmed, cancelled] = rows(practice, { status: "pending", startsAt: monday(9) }, { status: "confirmed", startsAt: monday(10) }, { status: "cancelled", startsAt: monday(11) });
  expect((await list("?status=cancelled")).ids).toEqual([cancelled!.id]);
  expect((await list("?status=pending&status=confirmed")).ids).toEqual([confirmed!.id, pending!.id]);
  expect((await list("?status=&q=")).ids).toHaveLength(3);
});

test("dates are the company's and whole, instants are themselves", async () => {
  const { practice, list } = await desk();
  writing(practice.db, (tx) => writeCompany(tx, { timeZone: "America/New_York" }, 0));
  // In New York the day begins at 05:00 UTC.
  const midnight = monday(5);
  const [, first, , last] = rows(practice, { startsAt: midnight - 1 }, { startsAt: midnight }, { startsAt: midnight + DAY_MS }, { startsAt: midnight + DAY_MS - 1 });
  expect((await list("?from=2026-11-23&to=2026-11-23")).ids).toEqual([last!.id, first!.id]);
  expect((await list("?from=2026-11-23T05:00:00Z&to=2026-11-23T05:00:00Z")).ids).toEqual([first!.id]);
  expect((await list("?from=2026-11-23T06:00:00+01:00&to=2026-11-23T06:00:00%2B01:00")).ids).toEqual([first!.id]);
});

test("pages follow each other, latest first, and end", async () => {
  const { practice, list } = await desk();
  const all = rows(practice, ...Array.from({ length: 7 }, (_, at) => ({ startsAt: monday(9) + Math.floor(at / 2) * HOUR_MS })));
  const seen: string[] = [];
  let search = "?limit=3";
  for (let page = 0; page < 3; page++) {
    const { data, ids } = await list(search);
    seen.push(...ids!);
    expect(data.nextCursor === null).toBe(page === 2);
    search = `?limit=3&cursor=${encodeURIComponent(data.nextCursor)}`;
  }
  expect(seen).toHaveLength(7);
  expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id)));
  expect((await list("?limit=5000")).ids).toHaveLength(7);
});

test("what cannot be read is refused by its name", async () => {
  const { list } = await desk();
  const wrong = ["status=confirm", "from=yesterday", "to=2026-02-30", "from=2026-11-23T09:00:00", "limit=0", "limit=-1", "limit=ten", "limit=1.5", "cursor=nonsense", "q=a&q=b", `q=${"a".repeat(201)}`, `calcomUid=${"a".repeat(201)}`];
  for (const search of wrong) {
    const name = search.split("=")[0] as string;
    expect([search, (await list(`?${search}`)).data]).toEqual([search, { success: false, message: expect.any(String), code: "INVALID", errors: { [name]: [expect.any(String)] } }]);
  }
  for (const harmless of ["q=%00%25_", "unknown=1", "to=9999-12-31", "from=0000-01-01", "q=%F0%9F%98%80", "calcomUid=%27%20OR%201"]) expect((await list(`?${harmless}`)).status).toBe(200);
});

test("the token of somebody of the staff reaches what is with them and what they booked, and changes nothing else", async () => {
  const { practice, list } = await desk();
  const ana = addStaffUser(practice, practice.ana);
  const token = tokenOf(practice.app, ana.id);
  const [withAna, withBen, own] = rows(practice, {}, { staffId: practice.ben.id }, { staffId: practice.ben.id, userId: ana.id, startsAt: monday(12) });
  expect((await list("", token)).ids?.sort()).toEqual([withAna!.id, own!.id].sort());
  expect((await ask(practice.app, "GET", `/bookings/${withBen!.id}`, { token })).status).toBe(404);
  expect((await ask(practice.app, "POST", `/bookings/${withBen!.id}/cancel`, { token, body: { reason: "x" } })).status).toBe(404);
});
