import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { App } from "#app/app.server.ts";
import { writing } from "#db/client.ts";
import { tokens, users } from "#db/schema/people.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import { isAppError } from "#app/lib/errors.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { readMailbox } from "#app/notifications/mailbox.server.ts";
import { createAccount } from "./accounts.server.ts";
import { forgotPassword } from "./forgot-password.server.ts";
import { findOrCreateGuest } from "./guests.server.ts";
import { findLink } from "./links.server.ts";
import { findSession } from "./sessions.server.ts";
import { setPassword } from "./set-password.server.ts";
import { signIn } from "./sign-in.server.ts";
import { signOut } from "./sign-out.server.ts";
import { signUp } from "./sign-up.server.ts";

const HERE = { clientIp: "203.0.113.7", sessionId: null };
const ANA = { name: "Ana", email: "ana@example.com", next: "/bookings" };
const PASSWORD = "correct horse";

/** The token in the newest letter to this address. */
function linkTo(app: App, recipient: string): string {
  const letter = readMailbox(app).find((each) => each.recipient === recipient);
  return letter?.link?.match(/^\/set-password\/([\w-]{43})$/)?.[1] ?? `no link in: ${letter?.subject}`;
}

const userRows = (app: App) => app.db.select().from(users).all();
const guestAna = (app: App) => writing(app.db, (tx) => findOrCreateGuest(tx, { name: "A. Costa", email: "ana@example.com", phone: "+351 1" }, TEST_NOW, app.random));

test("signing up makes nobody until the link is opened and a password is set", async () => {
  const app = testApp();
  await signUp(app, HERE, { ...ANA, next: "/bookings?tab=past" });
  expect(userRows(app)).toEqual([]);
  const token = linkTo(app, ANA.email);
  expect(findLink(app.db, token, TEST_NOW)).toMatchObject({ purpose: "verify", email: ANA.email });
  expect(userRows(app)).toEqual([]);

  const done = await setPassword(app, HERE, token, PASSWORD);
  expect(done?.next).toBe("/bookings?tab=past");
  expect(findSession(app.db, done?.sessionId ?? "", TEST_NOW)?.user).toMatchObject({ email: ANA.email, name: "Ana", role: "user" });
  expect(app.db.select().from(auditEvents).all()).toEqual([expect.objectContaining({ subjectType: "user", action: "signed up" })]);
});

test("the guest's row becomes the account, and keeps its name until the address is proven", async () => {
  const app = testApp();
  const guestId = guestAna(app);
  await signUp(app, HERE, ANA);
  expect(userRows(app)).toEqual([expect.objectContaining({ id: guestId, name: "A. Costa", passwordHash: null })]);
  await setPassword(app, HERE, linkTo(app, ANA.email), PASSWORD);
  expect(userRows(app)).toEqual([expect.objectContaining({ id: guestId, name: "Ana", phone: "+351 1", passwordHash: expect.stringContaining("$argon2id$") })]);
});

test("a guest's booking with an account's address lies with the account and changes nothing of it", async () => {
  const app = testApp();
  const id = await createAccount(app, { email: "Ana@Example.com ", name: "Ana", role: "admin", password: PASSWORD }, TEST_NOW);
  const before = userRows(app);
  const found = writing(app.db, (tx) => findOrCreateGuest(tx, { name: "Mallory", email: " ANA@example.com", phone: "666" }, TEST_NOW + 1, app.random));
  expect(found).toBe(id);
  expect(userRows(app)).toEqual(before);
});

test("a link works once, even for two who open it at the same moment", async () => {
  const app = testApp();
  await signUp(app, HERE, ANA);
  const token = linkTo(app, ANA.email);
  const answers = await Promise.all(["first password", "second password", "third password"].map((password) => setPassword(app, HERE, token, password)));
  expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
  expect(userRows(app)).toHaveLength(1);
  expect(await setPassword(app, HERE, token, "later password")).toBeNull();
  expect(findLink(app.db, token, TEST_NOW)).toBeNull();
});

test("a link is over after its time: a day to sign up, an hour for a new password", async () => {
  let now = TEST_NOW;
  const app = testApp({ clock: () => now });
  await signUp(app, HERE, ANA);
  const verify = linkTo(app, ANA.email);
  expect(findLink(app.db, verify, TEST_NOW + DAY_MS - 1)).not.toBeNull();
  now = TEST_NOW + DAY_MS;
  expect(await setPassword(app, HERE, verify, PASSWORD)).toBeNull();
  expect(userRows(app)).toEqual([]);

  await createAccount(app, { ...ANA, role: "user", password: PASSWORD }, now);
  await forgotPassword(app, HERE, ANA.email);
  const reset = linkTo(app, ANA.email);
  expect(findLink(app.db, reset, now + HOUR_MS - 1)).not.toBeNull();
  expect(findLink(app.db, reset, now + HOUR_MS)).toBeNull();
});

test("unknown tokens, and those of other kinds of links, open nothing here", async () => {
  const app = testApp();
  await signUp(app, HERE, ANA);
  const token = linkTo(app, ANA.email);
  expect(await setPassword(app, HERE, "nothing", PASSWORD)).toBeNull();
  app.db.update(tokens).set({ purpose: "booking" }).run();
  expect(await setPassword(app, HERE, token, PASSWORD)).toBeNull();
});

test("only hashes of links are kept with the links", async () => {
  const app = testApp();
  await signUp(app, HERE, ANA);
  expect(JSON.stringify(app.db.select().from(tokens).all())).not.toContain(linkTo(app, ANA.email));
});

test("a password that will not do keeps the link for a better one", async () => {
  const app = testApp();
  await signUp(app, HERE, ANA);
  const token = linkTo(app, ANA.email);
  await expect(setPassword(app, HERE, token, "ana@example.com")).rejects.toMatchObject({ code: "invalid", fields: { password: expect.any(String) } });
  expect(await setPassword(app, HERE, token, PASSWORD)).not.toBeNull();
});

test("once the password is set, every earlier link to this address is over", async () => {
  const app = testApp();
  await signUp(app, HERE, { ...ANA, name: "Mallory" });
  const mallorys = linkTo(app, ANA.email);
  await signUp(app, HERE, ANA);
  await setPassword(app, HERE, linkTo(app, ANA.email), PASSWORD);
  expect(await setPassword(app, HERE, mallorys, "another password")).toBeNull();
  expect(userRows(app)).toEqual([expect.objectContaining({ name: "Ana" })]);
});

test("a new password ends the sessions of every device, the old password, and is told by mail", async () => {
  const app = testApp();
  await createAccount(app, { ...ANA, role: "user", password: PASSWORD }, TEST_NOW);
  const elsewhere = await signIn(app, HERE, { email: ANA.email, password: PASSWORD });
  await forgotPassword(app, HERE, ANA.email);
  const done = await setPassword(app, HERE, linkTo(app, ANA.email), "a new password");
  expect(findSession(app.db, elsewhere, TEST_NOW)).toBeNull();
  expect(findSession(app.db, done?.sessionId ?? "", TEST_NOW)).not.toBeNull();
  await expect(signIn(app, HERE, { email: ANA.email, password: PASSWORD })).rejects.toMatchObject({ code: "invalid" });
  await expect(signIn(app, HERE, { email: ANA.email, password: "a new password" })).resolves.toEqual(expect.any(String));
  expect(readMailbox(app)[0]).toMatchObject({ recipient: ANA.email, subject: "Your password was changed" });
});

test("an address with an account gets no second one, and a guest no new password", async () => {
  const app = testApp();
  await createAccount(app, { ...ANA, role: "user", password: PASSWORD }, TEST_NOW);
  await signUp(app, HERE, { ...ANA, name: "Mallory" });
  writing(app.db, (tx) => findOrCreateGuest(tx, { name: "Bo", email: "bo@example.com" }, TEST_NOW, app.random));
  await forgotPassword(app, HERE, "bo@example.com");
  await forgotPassword(app, HERE, "nobody@example.com");
  expect(app.db.select().from(tokens).all()).toEqual([]);
  expect(app.db.select().from(notifications).all().map(({ kind, recipient }) => [kind, recipient])).toEqual([
    ["has-account", "ana@example.com"],
    ["no-account", "bo@example.com"],
    ["no-account", "nobody@example.com"],
  ]);
});

test("no letter repeats what a stranger typed", async () => {
  const app = testApp();
  await signUp(app, HERE, { ...ANA, name: "Win a prize at evil.example", next: "/bookings?evil" });
  expect(JSON.stringify(readMailbox(app))).not.toContain("evil");
});

test("a blocked person gets no link, and one sent before opens nothing", async () => {
  const app = testApp();
  const id = await createAccount(app, { ...ANA, role: "user", password: PASSWORD }, TEST_NOW);
  await forgotPassword(app, HERE, ANA.email);
  const token = linkTo(app, ANA.email);
  app.db.update(users).set({ blockedAt: TEST_NOW }).where(eq(users.id, id)).run();
  expect(await setPassword(app, HERE, token, "a new password")).toBeNull();
  await forgotPassword(app, HERE, ANA.email);
  await signUp(app, HERE, ANA);
  expect(app.db.select().from(tokens).all()).toHaveLength(1);
  await expect(signIn(app, HERE, { email: ANA.email, password: PASSWORD })).rejects.toMatchObject({ message: expect.stringContaining("closed") });
});

test("making an account of one that is one already is refused", async () => {
  const app = testApp();
  await createAccount(app, { ...ANA, role: "user", password: PASSWORD }, TEST_NOW);
  const again = await createAccount(app, { ...ANA, name: "Mallory", role: "admin", password: "another one" }, TEST_NOW).catch((error: unknown) => error);
  expect(isAppError(again, "conflict")).toBe(true);
  expect(userRows(app)).toEqual([expect.objectContaining({ name: "Ana", role: "user" })]);
});

test("signing in, being refused and signing out are in the history; an unknown address is not", async () => {
  const app = testApp();
  const ana = await createAccount(app, { email: ANA.email, name: "Ana", role: "user", password: PASSWORD }, TEST_NOW);
  const sessionId = await signIn(app, HERE, { email: ANA.email, password: PASSWORD });
  await expect(signIn(app, HERE, { email: ANA.email, password: "wrong" })).rejects.toMatchObject({ code: "invalid" });
  await expect(signIn(app, HERE, { email: "nobody@example.com", password: "wrong" })).rejects.toMatchObject({ code: "invalid" });
  signOut(app, sessionId);
  signOut(app, sessionId);
  expect(app.db.select().from(auditEvents).all().map(({ subjectId, actor, action }) => [subjectId, actor, action])).toEqual([
    [ana, `user:${ana}`, "signed in"],
    [ana, "system:sign-in", "sign-in refused"],
    [ana, `user:${ana}`, "signed out"],
  ]);
});
