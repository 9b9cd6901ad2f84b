import { eq } from "drizzle-orm";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import { tokens, users } from "#db/schema/people.ts";
import { feedToken, renewFeed, revokeFeed, type FeedOwner } from "#app/auth/feed-tokens.server.ts";
import { linkStaffAccount, unlinkStaffAccount } from "#app/auth/staff-link.server.ts";
import { createLimits } from "#app/auth/limits.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { isAppError } from "#app/lib/errors.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { cancelBooking } from "./cancel.server.ts";
import { answerFeed, MOST_ENTRIES } from "./feed.server.ts";
import { moveBooking } from "./move.server.ts";
import { addUser, book, importRow, monday, rowOf, testPractice, type Practice } from "./testing.ts";

const correlationId = "request-2";
const own = (viewer: Viewer & { userId: string }): FeedOwner => ({ kind: "user", id: viewer.userId });
const where = { origin: "https://desk.example", clientIp: "203.0.113.7" };

async function withMaria() {
  const practice = await testPractice();
  const maria = addUser(practice, "maria@example.com") as Extract<Viewer, { kind: "user" }>;
  const boss = addUser(practice, "boss@example.com", "admin") as Extract<Viewer, { kind: "admin" }>;
  return { practice, maria, boss };
}

const read = (practice: Practice, token: string, known?: string | null) => answerFeed(practice.app, new Request("https://desk.example/feeds/x.ics", { headers: known ? { "If-None-Match": known } : {} }), token, where);
const refusal = (practice: Practice, token: string) => read(practice, token).then(() => "opened", (error: unknown) => (isAppError(error) ? error.code : error));

/** As a calendar program reads it. */
async function entriesOf(practice: Practice, token: string) {
  const calendar = new ICAL.Component(ICAL.parse(await (await read(practice, token)).text()) as never);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const value = (name: string) => component.getFirstPropertyValue(name)?.toString() ?? null;
    return { uid: event.uid, summary: event.summary, description: event.description, location: event.location, startsAt: event.startDate.toJSDate().getTime(), endsAt: event.endDate.toJSDate().getTime(), sequence: event.sequence, status: value("status"), url: value("url"), stamp: value("dtstamp") };
  });
}

test("a person's feed holds their own appointments, each under one UID for its whole life", async () => {
  const { practice, maria } = await withMaria();
  const mine = await book(practice, {}, maria);
  await book(practice, { startMs: monday(11), attendee: { name: "Joana", email: "joana@example.com", timeZone: "Europe/Lisbon" } });
  const token = renewFeed(practice.app, maria, own(maria));
  const [booked, ...others] = await entriesOf(practice, token);
  expect(others).toEqual([]);
  expect(booked).toMatchObject({ uid: mine.icsUid, summary: "Consultation with Ana Costa", startsAt: monday(10), endsAt: monday(10, 30), status: "CONFIRMED", location: "Lisbon, Rua do Ouro 12, Lisbon", url: `https://desk.example/bookings/${mine.id}` });
  await moveBooking(practice.app, maria, mine.id, { startMs: monday(14), correlationId });
  const [moved] = await entriesOf(practice, token);
  expect(moved).toMatchObject({ uid: rowOf(practice, mine.id)!.icsUid, startsAt: monday(14), status: "CONFIRMED" });
  await cancelBooking(practice.app, maria, mine.id, { correlationId });
  const [cancelled] = await entriesOf(practice, token);
  expect(cancelled).toMatchObject({ uid: moved!.uid, status: "CANCELLED" });
  expect([booked, moved, cancelled].map((entry) => entry!.sequence)).toEqual([0, 1, 2]);
  practice.time.nowMs += 31 * DAY_MS;
  expect(await entriesOf(practice, token)).toEqual([]);
});

test("the feed of somebody who takes appointments says who comes, and nothing a calendar need not know", async () => {
  const { practice, boss } = await withMaria();
  await book(practice, { attendee: { name: "Zoë 😀", email: "zoe@example.com", phone: "+351912345678", timeZone: "Europe/Lisbon" }, notes: "My knee,\nthe left; it \\ hurts" });
  importRow(practice, { staffId: practice.ben.id, startsAt: monday(12) });
  const token = renewFeed(practice.app, boss, { kind: "staff", id: practice.ana.id });
  const text = await (await read(practice, token)).text();
  expect(await entriesOf(practice, token)).toMatchObject([{ summary: "Zoë 😀: Consultation", description: "Phone: +351912345678\nNotes: My knee,\nthe left; it \\ hurts", url: null }]);
  expect(text).not.toContain("zoe@example.com");
  expect(text).toContain("X-WR-CALNAME:Ana Costa – Frontdesk\r\n");
});

test("it reaches ninety days back, soonest first, and leaves out the oldest of too many", async () => {
  const { practice, maria } = await withMaria();
  const token = renewFeed(practice.app, maria, own(maria));
  const at = (startsAt: number, title: string, change = {}) => importRow(practice, { startsAt, title, userId: maria.userId, ...change });
  at(practice.time.nowMs - 91 * DAY_MS, "long ago");
  at(monday(9), "soon");
  at(practice.time.nowMs - 89 * DAY_MS, "this autumn");
  at(monday(10), "asked", { status: "pending" });
  at(monday(11), "said no", { status: "rejected" });
  at(monday(12), "said no long ago", { status: "rejected", updatedAt: practice.time.nowMs - 31 * DAY_MS });
  expect((await entriesOf(practice, token)).map(({ summary, status }) => [summary, status])).toEqual([["this autumn", "CONFIRMED"], ["soon", "CONFIRMED"], ["asked", "TENTATIVE"], ["said no", "CANCELLED"]]);
  for (let n = 0; n < MOST_ENTRIES; n += 1) at(monday(13) + n * MINUTE_MS, "many");
  const many = await entriesOf(practice, token);
  expect([many.length, many[0]!.summary, new Set(many.map(({ uid }) => uid)).size]).toEqual([MOST_ENTRIES, "many", MOST_ENTRIES]);
});

test("it stays the same text until something changes, and whoever has it is sent nothing", async () => {
  const { practice, maria } = await withMaria();
  const { id } = await book(practice, {}, maria);
  const token = renewFeed(practice.app, maria, own(maria));
  const first = await read(practice, token);
  expect(Object.fromEntries(first.headers)).toMatchObject({ "content-type": "text/calendar; charset=utf-8", "cache-control": "private, no-cache", "last-modified": new Date(practice.time.nowMs).toUTCString() });
  expect(await first.text()).toMatch(/^REFRESH-INTERVAL;VALUE=DURATION:PT60M\r\nX-PUBLISHED-TTL:PT60M\r$/m);
  practice.time.nowMs += HOUR_MS;
  const known = first.headers.get("ETag");
  expect((await read(practice, token, known)).status).toBe(304);
  await moveBooking(practice.app, maria, id, { startMs: monday(14), correlationId });
  const moved = await read(practice, token, known);
  expect([moved.status, moved.headers.get("Last-Modified")]).toEqual([200, new Date(practice.time.nowMs).toUTCString()]);
});

test("two appointments that were named alike elsewhere are two entries", async () => {
  const { practice, maria } = await withMaria();
  for (const hour of [9, 10, 10]) importRow(practice, { userId: maria.userId, startsAt: monday(hour), icsUid: "same@Cal.com" });
  const token = renewFeed(practice.app, maria, own(maria));
  const uids = (await entriesOf(practice, token)).map(({ uid }) => uid);
  expect([uids[0], new Set(uids).size]).toEqual(["same@Cal.com", 3]);
});

test("the address can be shown again, a new one ends the old, and turned off it opens nothing", async () => {
  const { practice, maria } = await withMaria();
  const { app, db } = practice;
  expect(feedToken(app, own(maria))).toBeNull();
  const first = renewFeed(app, maria, own(maria));
  expect(feedToken(app, own(maria))).toBe(first);
  expect(JSON.stringify(db.select().from(tokens).all())).not.toContain(first);
  const second = renewFeed(app, maria, own(maria));
  expect([await refusal(practice, first), await refusal(practice, second), await refusal(practice, "unknown")]).toEqual(["not_found", "opened", "not_found"]);
  // Under another secret the row's address cannot be known any more: none is shown rather than a dead one.
  expect(feedToken({ db, env: { ...app.env, appSecret: "another secret of 32 characters or more" } }, own(maria))).toBeNull();
  revokeFeed(app, maria, own(maria));
  revokeFeed(app, maria, own(maria));
  expect([await refusal(practice, second), feedToken(app, own(maria))]).toEqual(["not_found", null]);
});

test("nobody makes an address of somebody else's appointments, and a blocked person's opens nothing", async () => {
  const { practice, maria, boss } = await withMaria();
  const { app, db, ana } = practice;
  const anas: FeedOwner = { kind: "staff", id: ana.id };
  const forbidden = [() => renewFeed(app, maria, own(boss)), () => renewFeed(app, boss, own(maria)), () => renewFeed(app, maria, anas), () => revokeFeed(app, maria, anas), () => renewFeed(app, boss, { kind: "staff", id: "nobody" })];
  for (const attempt of forbidden) expect(attempt).toThrow("There is no such calendar.");
  db.update(staff).set({ userId: maria.userId }).where(eq(staff.id, ana.id)).run();
  const opened = [renewFeed(app, maria, anas), renewFeed(app, maria, own(maria))];
  for (const token of opened) expect(await refusal(practice, token)).toBe("opened");
  db.update(staff).set({ active: false }).where(eq(staff.id, ana.id)).run();
  expect(await refusal(practice, opened[0]!)).toBe("not_found");
  db.update(staff).set({ active: true }).run();
  db.update(users).set({ blockedAt: practice.time.nowMs }).where(eq(users.id, maria.userId)).run();
  for (const token of opened) expect(await refusal(practice, token)).toBe("not_found");
});

test("a calendar ends with the sign-in of whom it is about", async () => {
  const { practice, maria } = await withMaria();
  const { app, db, ana } = practice;
  const by = { actor: "system:test", source: "admin" } as const;
  writing(db, (tx) => linkStaffAccount(tx, app, by, { staffId: ana.id, userId: maria.userId }));
  const token = renewFeed(app, { ...maria, kind: "staff", staffId: ana.id }, { kind: "staff", id: ana.id });
  expect(await refusal(practice, token)).toBe("opened");
  writing(db, (tx) => unlinkStaffAccount(tx, app, by, ana.id));
  expect(await refusal(practice, token)).toBe("not_found");
});

test("whoever asks all the time, or tries addresses, is asked to wait", async () => {
  const { practice, maria } = await withMaria();
  const limited = { ...practice, app: { ...practice.app, limits: createLimits(practice.db, { enabled: true, secret: "a secret only tests have, 32 characters" }) } };
  const token = renewFeed(practice.app, maria, own(maria));
  for (let n = 0; n < 60; n += 1) await read(limited, token);
  expect(await refusal(limited, token)).toBe("rate_limited");
  for (let n = 0; n < 60; n += 1) await refusal(limited, `guess-${n}`);
  expect(await refusal(limited, "guess")).toBe("rate_limited");
});
