import fc from "fast-check";
import { expect, test } from "vitest";
import { addUser, addMember, addEventType, importBooking, addApiKey, type ImportedBooking } from "#app/engine/provision.server.ts";
import { MONDAY_8, testEngine } from "#app/engine/testing.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { paginationOf } from "./pagination.ts";

const person = (name: string, email: string) => ({ name, email, timeZone: "UTC" });

/** past, soon, later, waiting, gone, refused: the uids of one booking of each kind. */
function furnished() {
  const stage = testEngine();
  const { deps, eventTypeId, addType } = stage;
  const otherType = addType({});
  const add = (uid: string, days: number, more: Partial<ImportedBooking> = {}) => {
    const startMs = MONDAY_8 + days * DAY_MS + HOUR_MS;
    importBooking(deps, { uid, eventTypeId, startMs, endMs: startMs + HOUR_MS / 2, attendee: person("Ada Example", "ada@example.com"), createdAtMs: MONDAY_8 + days, ...more });
  };
  add("past", -2);
  add("older", -3);
  add("soon", 1);
  add("later", 3, { attendee: person("Bo", "bo@example.com"), eventTypeId: otherType, updatedAtMs: MONDAY_8 });
  add("waiting", 2, { status: "pending" });
  add("gone", 4, { status: "cancelled", guests: ["bo@example.com"] });
  add("refused", -5, { status: "rejected" });
  const uids = async (query: string) => {
    const { status, body } = await stage.list(query);
    expect([query, status]).toEqual([query, 200]);
    return body.data.map((booking: { uid: string }) => booking.uid);
  };
  return { ...stage, otherType, uids };
}

test("each status selects what the documentation says, in its order", async () => {
  const { uids } = furnished();
  expect(await uids("")).toEqual(["refused", "older", "past", "soon", "waiting", "later", "gone"]);
  expect(await uids("?status=upcoming")).toEqual(["soon", "waiting", "later"]);
  expect(await uids("?status=past")).toEqual(["past", "older"]);
  expect(await uids("?status=cancelled")).toEqual(["gone", "refused"]);
  expect(await uids("?status=unconfirmed")).toEqual(["waiting"]);
  expect(await uids("?status=recurring")).toEqual([]);
  expect(await uids("?status=past,unconfirmed")).toEqual(["older", "past", "waiting"]);
  expect(await uids("?status=past&status=unconfirmed")).toEqual(["older", "past", "waiting"]);
});

test("every filter narrows the list", async () => {
  const { uids, eventTypeId, otherType } = furnished();
  expect(await uids("?attendeeEmail=BO@example.com")).toEqual(["later", "gone"]);
  expect(await uids("?attendeeName=ada%20EXAMPLE&status=upcoming")).toEqual(["soon", "waiting"]);
  expect(await uids("?attendeeName=Ada")).toEqual([]);
  expect(await uids("?bookingUid=soon")).toEqual(["soon"]);
  expect(await uids(`?eventTypeId=${otherType}`)).toEqual(["later"]);
  expect(await uids(`?eventTypeIds=${eventTypeId},${otherType}&status=upcoming`)).toEqual(["soon", "waiting", "later"]);
  expect(await uids("?teamId=1")).toEqual([]);
  expect(await uids("?afterStart=2030-01-10T09:00:00Z")).toEqual(["later", "gone"]);
  expect(await uids("?afterStart=2030-01-08T09:00:00Z&beforeEnd=2030-01-09T09:30:00Z")).toEqual(["soon", "waiting"]);
  expect(await uids("?beforeCreatedAt=2030-01-07T07:59:59.998Z")).toEqual(["refused", "older", "past"]);
  expect(await uids("?afterCreatedAt=2030-01-07T08:00:00.003Z")).toEqual(["later", "gone"]);
  expect(await uids("?afterUpdatedAt=2030-01-07T08:00:00Z")).toEqual(["later"]);
  expect(await uids("?beforeUpdatedAt=2030-01-07T07:00:00Z")).toEqual([]);
  expect(await uids("?nonsense=1&status=past")).toEqual(["past", "older"]);
});

test("one order is honoured, in the documented priority", async () => {
  const { uids } = furnished();
  expect(await uids("?status=upcoming&sortStart=desc&sortEnd=asc")).toEqual(["later", "waiting", "soon"]);
  expect(await uids("?status=upcoming&sortEnd=desc")).toEqual(["later", "waiting", "soon"]);
  expect(await uids("?status=past&sortCreated=asc")).toEqual(["older", "past"]);
  expect(await uids("?status=past&sortStart=asc")).toEqual(["older", "past"]);
});

test("pages by offset carry the documented arithmetic", async () => {
  const { list } = furnished();
  const { body } = await list("?take=3&skip=3");
  expect(body.data).toHaveLength(3);
  expect(body.pagination).toEqual({ totalItems: 7, remainingItems: 1, returnedItems: 3, itemsPerPage: 3, currentPage: 2, totalPages: 3, hasNextPage: true, hasPreviousPage: true });
  expect((await list("?bookingUid=none")).body.pagination).toEqual({ totalItems: 0, remainingItems: 0, returnedItems: 0, itemsPerPage: 100, currentPage: 0, totalPages: 0, hasNextPage: false, hasPreviousPage: false });
  for (const wrong of ["?take=0", "?take=251", "?skip=-1", "?status=accepted", "?afterStart=x"]) expect([wrong, (await list(wrong)).status]).toEqual([wrong, 400]);
});

test("walking pages of any size visits every item once", () => {
  fc.assert(
    fc.property(fc.nat(600), fc.integer({ min: 1, max: 250 }), (total, take) => {
      let seen = 0;
      for (let skip = 0; ; skip += take) {
        const page = paginationOf(total, take, skip);
        seen += page.returnedItems;
        expect(page.returnedItems + page.remainingItems + Math.min(skip, total)).toBe(total);
        if (!page.hasNextPage) break;
      }
      expect(seen).toBe(total);
    }),
    { numRuns: 200 },
  );
});

test("pages by cursor walk forward for what comes and backward otherwise", async () => {
  const { list } = furnished();
  const walk = async (query: string) => {
    const uids: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await list(`?limit=2&${query}${cursor === null ? "" : `&cursor=${cursor}`}`, { version: "2026-05-01" });
      uids.push(...body.data.map((booking: { uid: string }) => booking.uid));
      expect(Object.keys(body.pagination).sort()).toEqual(["hasMore", "nextCursor"]);
      cursor = body.pagination.nextCursor;
      expect(body.pagination.hasMore).toBe(cursor !== null);
    } while (cursor !== null);
    return uids;
  };
  expect(await walk("status=upcoming")).toEqual(["soon", "waiting", "later"]);
  expect(await walk("")).toEqual(["gone", "later", "waiting", "soon", "past", "older", "refused"]);
  expect((await list("?status=past,upcoming", { version: "2026-05-01" })).status).toBe(400);
  expect((await list("?limit=101", { version: "2026-05-01" })).status).toBe(400);
  expect((await list("?cursor=zzz", { version: "2026-05-01" })).status).toBe(400);
});

test("one sees what one hosts, attends or administers, and nothing else", async () => {
  const { deps, list, teamId } = furnished();
  const join = (name: string, member: boolean) => {
    const { userId } = addUser(deps, { name, email: `${name}@example.com`, username: name, timeZone: "UTC" });
    if (member) addMember(deps, { teamId, userId });
    addApiKey(deps, { userId, key: `cal_${name}` });
    return addEventType(deps, userId, { title: name, slug: name, lengthInMinutes: 30 }).eventTypeId;
  };
  const member = join("member", true);
  join("bo", false);
  join("stranger", false);
  importBooking(deps, { uid: "theirs", eventTypeId: member, startMs: MONDAY_8 + DAY_MS, endMs: MONDAY_8 + DAY_MS + HOUR_MS, attendee: person("C", "c@example.com") });
  const seenBy = async (key: string) => (await list("?status=upcoming,cancelled", { key })).body.data.map((booking: { uid: string }) => booking.uid);
  expect(await seenBy("cal_test_local")).toContain("theirs");
  expect(await seenBy("cal_member")).toEqual(["theirs"]);
  expect(await seenBy("cal_bo")).toEqual(["later", "gone"]);
  expect(await seenBy("cal_stranger")).toEqual([]);
});
