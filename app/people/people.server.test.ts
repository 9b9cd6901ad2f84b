import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { staff } from "#db/schema/catalog.ts";
import { apiTokens, sessions, users } from "#db/schema/people.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import { createAccount } from "#app/auth/accounts.server.ts";
import { findBearer, issueApiToken } from "#app/auth/api-tokens.server.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import { setPassword } from "#app/auth/set-password.server.ts";
import { forgotPassword } from "#app/auth/forgot-password.server.ts";
import { signIn } from "#app/auth/sign-in.server.ts";
import { linkStaffAccount } from "#app/auth/staff-link.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { importRow, requestFor, testPractice } from "#app/bookings/testing.ts";
import { bookAppointment } from "#app/bookings/book.server.ts";
import type { App } from "#app/app.server.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { readMailbox } from "#app/notifications/mailbox.server.ts";
import { optInSms, smsNumberFor } from "#app/notifications/sms-consent.server.ts";
import { setBlocked } from "./block.server.ts";
import { changeRole } from "./change-role.server.ts";
import { editPerson } from "./edit-person.server.ts";
import { PeopleFilters } from "./filters.ts";
import { invitePerson } from "./invite.server.ts";
import { listPeople } from "./list.server.ts";
import { mergePage, mergePeople } from "./merge.server.ts";
import { personPage } from "./page.server.ts";
import { setWorksAs, worksAs } from "./works-as.server.ts";

const HERE = { clientIp: "203.0.113.7", sessionId: null };
const PASSWORD = "correct horse";
const guest = (app: App, email: string, name = "Maria Silva", phone: string | null = null) => writing(app.db, (tx) => findOrCreateGuest(tx, { name, email, phone }, TEST_NOW, app.random));
const account = (app: App, email: string, role: "user" | "admin" = "user", name = "Ana") => createAccount(app, { email, name, role, password: PASSWORD }, TEST_NOW);
const named = (app: App, search: object) => listPeople(app, PeopleFilters.parse(search)).people.map(({ name }) => name);
const told = (app: App) => app.db.select().from(notifications).all().map(({ kind, recipient, state }) => [kind, recipient, state]);

async function desk(app = testApp()) {
  const id = await account(app, "desk@example.com", "admin", "Desk");
  const viewer: Viewer = { kind: "admin", userId: id, name: "Desk" };
  return { app, id, by: { viewer, correlationId: "request-1" } };
}

const lastEvent = (app: App) => app.db.select().from(auditEvents).all().at(-1)!;
const rowOf = (app: App, id: string) => app.db.select().from(users).where(eq(users.id, id)).get()!;

test("people are found by any part of name and address, and by digits of a number however it is spaced", async () => {
  const { app } = await desk();
  guest(app, "maria@example.com", "Maria Silva", "+351 210 000-140");
  guest(app, "joao@example.org", "João 100%_", null);
  expect(named(app, {})).toEqual(["Desk", "João 100%_", "Maria Silva"]);
  expect(named(app, { q: "SILVA mar" })).toEqual(["Maria Silva"]);
  expect(named(app, { q: "example.org" })).toEqual(["João 100%_"]);
  expect(named(app, { q: "210000140" })).toEqual(["Maria Silva"]);
  expect(named(app, { q: "%" })).toEqual(["João 100%_"]);
  expect(named(app, { q: "__" })).toEqual([]);
  expect(named(app, { standing: "admin" })).toEqual(["Desk"]);
  expect(named(app, { standing: "guest" })).toEqual(["João 100%_", "Maria Silva"]);
  expect(named(app, { standing: "nonsense" })).toHaveLength(3);
});

test("the list counts each person's appointments and names the latest", async () => {
  const practice = await testPractice();
  const { app } = practice;
  const [maria, joao] = [guest(app, "maria@example.com"), guest(app, "joao@example.com", "João")];
  importRow(practice, { userId: maria, startsAt: TEST_NOW });
  importRow(practice, { userId: maria, startsAt: TEST_NOW + 3 * DAY_MS });
  expect(listPeople(app, PeopleFilters.parse({})).people).toMatchObject([{ id: joao, appointments: 0, latest: null }, { id: maria, appointments: 2, latest: "23 Nov 2026" }]);
});

test("the pages of the list hold everybody once, in the order of their names", async () => {
  const { app } = await desk();
  for (let n = 0; n < 120; n += 1) guest(app, `p${n}@example.com`, n % 3 === 0 ? "Same Name" : `Person ${n % 7}`);
  const seen: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = listPeople(app, PeopleFilters.parse({ after }));
    seen.push(...page.people.map(({ name, id }) => `${name.toLowerCase()} ${id}`));
    more = page.next !== null;
    after = page.next ?? undefined;
  }
  expect(new Set(seen).size).toBe(121);
  expect(seen).toEqual([...seen].sort((a, b) => (a < b ? -1 : 1)));
});

test("who is blocked is signed out, cannot sign in, use a token or book as a guest; unblocked they can again", async () => {
  const practice = await testPractice();
  const { app } = practice;
  const { by } = await desk(app);
  const ana = await account(app, "ana@example.net");
  await signIn(app, HERE, { email: "ana@example.net", password: PASSWORD });
  const token = writing(app.db, (tx) => issueApiToken(tx, app, { userId: ana, actor: `user:${ana}` }, { name: "script", scopes: ["read"] }));
  for (const id of [ana, ana, guest(app, "joao@example.com")]) setBlocked(app, by, id, true);
  expect(told(app)).toEqual([["blocked", "ana@example.net", "queued"]]);
  expect(app.db.select().from(sessions).where(eq(sessions.userId, ana)).all()).toEqual([]);
  expect(findBearer(app.db, token, TEST_NOW)).toBeNull();
  await expect(signIn(app, HERE, { email: "ana@example.net", password: PASSWORD })).rejects.toThrow("closed");
  const request = () => requestFor(practice, { attendee: { name: "Ana", email: "Ana@example.net", timeZone: "Europe/Lisbon" } });
  await expect(bookAppointment(app, null, request())).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("call us") });
  expect(app.db.select().from(bookings).all()).toEqual([]);
  setBlocked(app, by, ana, false);
  await expect(bookAppointment(app, null, request())).resolves.toMatchObject({ outcome: "confirmed" });
});

test("the only administrator who can sign in can neither be blocked nor lose the role", async () => {
  const { app, id, by } = await desk();
  expect(() => setBlocked(app, by, id, true)).toThrow("only administrator");
  expect(() => changeRole(app, by, id, "user")).toThrow("only administrator");
  const invited = invitePerson(app, by, { name: "Eva", email: "eva@example.com", role: "admin" });
  expect(() => changeRole(app, by, id, "user")).toThrow("only administrator");
  const ana = await account(app, "ana@example.com");
  changeRole(app, by, ana, "admin");
  changeRole(app, by, id, "user");
  expect(rowOf(app, id).role).toBe("user");
  expect(rowOf(app, invited).role).toBe("admin");
});

test("a change of role is in the history, and its owner is written to", async () => {
  const { app, id, by } = await desk();
  const ana = await account(app, "ana@example.com");
  changeRole(app, by, ana, "admin");
  changeRole(app, by, ana, "admin");
  expect(lastEvent(app)).toMatchObject({ subjectId: ana, actor: `admin:${id}`, action: "role changed", data: JSON.stringify({ before: { role: "user" }, after: { role: "admin" } }) });
  expect(app.db.select().from(notifications).all()).toMatchObject([{ kind: "role-changed", recipient: "ana@example.com", userId: ana }]);
  expect(() => changeRole(app, by, guest(app, "guest@example.com"), "admin")).toThrow("Invite them");
});

test("an account that is given another address is opened by that alone, and both addresses are told, neither of the other", async () => {
  const { app, by } = await desk();
  const ana = await account(app, "ana@example.com");
  await forgotPassword(app, HERE, "ana@example.com");
  const link = readMailbox(app)[0]!.link!.split("/").at(-1)!;
  app.db.delete(notifications).run();
  editPerson(app, by, ana, { updatedAt: rowOf(app, ana).updatedAt, name: "Ana", email: "ana.costa@example.com" });
  editPerson(app, by, ana, { updatedAt: rowOf(app, ana).updatedAt, name: "Ana C.", email: "ana.costa@example.com" });
  const written = app.db.select().from(notifications).all();
  expect(written.map(({ kind, recipient, state }) => [kind, recipient, state])).toEqual([["email-left", "ana@example.com", "queued"], ["email-new", "ana.costa@example.com", "queued"]]);
  expect(JSON.stringify(written[0]!.payload)).not.toContain("costa");
  expect(JSON.stringify(written[1]!.payload)).not.toContain("ana@example.com");
  expect(await setPassword(app, HERE, link, "a new password")).toBeNull();
  const maria = guest(app, "maria@exmaple.com");
  editPerson(app, by, maria, { updatedAt: rowOf(app, maria).updatedAt, name: "Maria", email: "maria@example.com" });
  expect(app.db.select().from(notifications).all()).toHaveLength(2);
});

test("an account is said to be somebody who takes appointments, somebody else, and nobody again", async () => {
  const { app, by } = await desk();
  const ana = await account(app, "ana@example.com");
  for (const id of ["ana", "ben", "cleo"]) app.db.insert(staff).values({ id, slug: id, name: id, createdAt: 0 }).run();
  const eva = await account(app, "eva@example.com");
  setWorksAs(app, by, eva, "cleo");
  expect(worksAs(app, ana)).toMatchObject({ chosen: "", options: [{ value: "" }, { value: "ana" }, { value: "ben" }] });
  expect(() => setWorksAs(app, by, ana, "cleo")).toThrow("has a sign-in already");
  expect(() => setWorksAs(app, by, guest(app, "guest@example.com"), "ana")).toThrow("Invite them");
  for (const [staffId, role] of [["ana", "staff"], ["ben", "staff"], ["", "user"]] as const) {
    setWorksAs(app, by, ana, staffId);
    expect([rowOf(app, ana).role, worksAs(app, ana).chosen]).toEqual([role, staffId]);
  }
  expect(() => changeRole(app, by, ana, "staff")).toThrow("whom of the catalogue");
  // From one person of the catalogue to another is no change of what they may do.
  const told = app.db.select().from(notifications).all().filter(({ userId }) => userId === ana).map(({ kind, payload }) => [kind, payload["text"]]);
  expect(told).toEqual(["one of our staff", "a customer"].map((role) => ["role-changed", `At our desk you are ${role} from now on. If you did not expect this, please ask us.`]));
});

test("whoever was staff and is made a customer is nobody in the catalogue any more", async () => {
  const { app, by } = await desk();
  const ana = await account(app, "ana@example.com");
  app.db.insert(staff).values({ id: "ana", slug: "ana", name: "Ana", createdAt: 0 }).run();
  writing(app.db, (tx) => linkStaffAccount(tx, app, { actor: "system:test", source: "admin" }, { staffId: "ana", userId: ana }));
  changeRole(app, by, ana, "user");
  expect(rowOf(app, ana).role).toBe("user");
  expect(app.db.select().from(staff).get()?.userId).toBeNull();
});

test("an invited guest keeps their appointments and comes in with the link", async () => {
  const { app, by } = await desk();
  const before = guest(app, "maria@example.com");
  const id = invitePerson(app, by, { name: "M. Silva", email: "maria@example.com", role: "admin" });
  expect(id).toBe(before);
  const link = readMailbox(app).find(({ recipient }) => recipient === "maria@example.com")?.link ?? "";
  await setPassword(app, HERE, link.split("/").at(-1) ?? "", PASSWORD);
  await expect(signIn(app, HERE, { email: "maria@example.com", password: PASSWORD })).resolves.toEqual(expect.any(String));
  expect(() => invitePerson(app, by, { name: "M.", email: "maria@example.com", role: "user" })).toThrow("account with this address already");
});

test("of two who edit one person the second is told, and nobody gets another's address", async () => {
  const { app, by } = await desk();
  const [maria, joao] = [guest(app, "maria@example.com"), guest(app, "joao@example.com", "João")];
  const { updatedAt } = rowOf(app, maria);
  editPerson(app, by, maria, { updatedAt, name: "Maria S.", email: "maria@example.com", phone: "+351 1" });
  expect(() => editPerson(app, by, maria, { updatedAt, name: "Maria", email: "maria@example.com" })).toThrow("they are Maria S.");
  expect(() => editPerson(app, by, joao, { updatedAt: rowOf(app, joao).updatedAt, name: "João", email: "maria@example.com" })).toThrow("Merge");
  expect(rowOf(app, maria)).toMatchObject({ name: "Maria S.", phone: "+351 1" });
});

test("merged, the duplicate's appointments are the other's, its address leads there, and nothing opens it any more", async () => {
  const practice = await testPractice();
  const { app } = practice;
  const { by, id: deskId } = await desk(app);
  const kept = await account(app, "maria@example.com", "user", "Maria");
  const older = guest(app, "m.silva@example.org");
  const duplicate = await account(app, "m@example.net", "user", "Maria");
  importRow(practice, { id: "b1", userId: duplicate });
  importRow(practice, { id: "b2", userId: older });
  await signIn(app, HERE, { email: "m@example.net", password: PASSWORD });
  mergePeople(app, by, duplicate, older);
  expect(mergePage(app, kept, { email: " M@Example.net" })).toMatchObject({ duplicate: { id: duplicate }, appointments: 2 });
  expect(mergePeople(app, by, kept, duplicate)).toEqual({ appointments: 2 });
  expect(told(app)).toEqual([["merged-kept", "m@example.net", "queued"], ["merged-left", "m@example.net", "queued"], ["merged-kept", "maria@example.com", "queued"]]);
  for (const { payload } of app.db.select().from(notifications).all()) expect(JSON.stringify(payload)).not.toContain("@");
  expect(lastEvent(app)).toMatchObject({ actor: `admin:${deskId}`, action: "merged with a duplicate", subjectId: kept });
  expect(app.db.select({ userId: bookings.userId }).from(bookings).all()).toEqual([{ userId: kept }, { userId: kept }]);
  for (const email of ["m@example.net", "m.silva@example.org", "maria@example.com"]) expect(guest(app, email)).toBe(kept);
  expect(app.db.select().from(sessions).where(eq(sessions.userId, duplicate)).all()).toEqual([]);
  await expect(signIn(app, HERE, { email: "m@example.net", password: PASSWORD })).rejects.toMatchObject({ code: "invalid" });
  expect(named(app, { q: "maria" })).toEqual(["Maria"]);
  expect(() => personPage(app, duplicate)).toThrow("no such person");
  expect(() => mergePeople(app, by, kept, duplicate)).toThrow("no such person");
});

test("merged, the numbers both agreed to be texted at are the one's", async () => {
  const { app, by } = await desk();
  const [kept, duplicate] = [guest(app, "maria@example.com"), guest(app, "m.silva@example.com")];
  const numbers = ["+351912345678", "+351910000000"];
  writing(app.db, (tx) => {
    optInSms(tx, { userId: kept, phone: numbers[0]!, nowMs: TEST_NOW });
    for (const phone of numbers) optInSms(tx, { userId: duplicate, phone, nowMs: TEST_NOW });
  });
  mergePeople(app, by, kept, duplicate);
  expect(numbers.map((attendeePhone) => smsNumberFor(app.db, { userId: kept, attendeePhone }))).toEqual(numbers);
  expect(numbers.map((attendeePhone) => smsNumberFor(app.db, { userId: duplicate, attendeePhone }))).toEqual([null, null]);
});

test("who works here is never the one that goes, and nobody is merged with themselves", async () => {
  const { app, id, by } = await desk();
  const maria = guest(app, "maria@example.com");
  expect(() => mergePeople(app, by, maria, id)).toThrow("works here");
  expect(() => mergePeople(app, by, maria, maria)).toThrow("same person already");
  expect(mergePage(app, maria, { email: "maria@example.com" }).duplicate).toBeNull();
  expect(app.db.select().from(apiTokens).all()).toEqual([]);
});

test("the same name or the same number is said to be perhaps the same person", async () => {
  const { app } = await desk();
  const maria = guest(app, "maria@example.com", "Maria Silva", "+351 210 000 140");
  const [byName, byPhone] = [guest(app, "ms@example.com", "maria silva"), guest(app, "x@example.com", "M.", "+351-210-000-140")];
  guest(app, "y@example.com", "Somebody", "140");
  expect(personPage(app, maria).duplicates.map(({ id }) => id).sort()).toEqual([byName, byPhone].sort());
});
