import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import type { App } from "#app/app.server.ts";
import { writing } from "#db/client.ts";
import * as forgot from "#app/routes/_auth.forgot-password.tsx";
import * as password from "#app/routes/_auth.set-password.$token.tsx";
import * as signIn from "#app/routes/_auth.sign-in.tsx";
import * as signOut from "#app/routes/_auth.sign-out.tsx";
import * as signUp from "#app/routes/_auth.sign-up.tsx";
import * as mailbox from "#app/routes/demo.mailbox.tsx";
import { testApp, testContext, TEST_NOW } from "#app/lib/testing.ts";
import { readMailbox } from "#app/notifications/mailbox.server.ts";
import { createAccount } from "./accounts.server.ts";
import { findOrCreateGuest } from "./guests.server.ts";
import { createLimits } from "./limits.server.ts";

interface Visit {
  path?: string;
  cookie?: string;
  fields?: Record<string, string>;
  params?: Record<string, string>;
}

/** What the server would answer, as far as the route decides it. */
async function answer(app: App, route: (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<unknown>, { path = "/", cookie, fields, params = {} }: Visit = {}) {
  const context = testContext(app);
  const request = new Request(`http://localhost:3000${path}`, {
    ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
    headers: cookie ? { Cookie: cookie } : {},
  });
  const given = await route({ request, context, params }).catch((thrown: unknown) => thrown);
  const headers = new Headers(given instanceof Response ? given.headers : {});
  for (const [name, value] of context.responseHeaders) headers.append(name, value);
  const { init, data } = given as { init?: { status?: number }; data?: unknown };
  const isAnswer = given instanceof Response;
  return { status: isAnswer ? given.status : (init?.status ?? 200), location: headers.get("Location"), setCookie: headers.getSetCookie(), cacheControl: headers.get("Cache-Control"), data: isAnswer ? null : init === undefined ? given : data };
}

async function appWithAna(overrides: Partial<App> = {}): Promise<App> {
  const app = testApp(overrides);
  await createAccount(app, { email: "ana@example.com", name: "Ana", role: "user", password: "correct horse" }, TEST_NOW);
  writing(app.db, (tx) => findOrCreateGuest(tx, { name: "Gil", email: "guest@example.com" }, TEST_NOW, app.random));
  return app;
}

const cookieIn = ({ setCookie }: { setCookie: string[] }) => setCookie[0]?.split(";")[0] as string;
const ana = { email: "ana@example.com", password: "correct horse" };
const tokenIn = (app: App) => readMailbox(app)[0]?.link?.split("/").at(-1) as string;

test("signing in leads to the page asked for, with a session of its own", async () => {
  const app = await appWithAna();
  const done = await answer(app, signIn.action, { path: "/sign-in?next=/bookings%3Ftab%3Dpast", fields: { email: " ANA@example.com", password: ana.password } });
  expect(done).toMatchObject({ status: 302, location: "/bookings?tab=past", cacheControl: "no-store", setCookie: [expect.stringMatching(/^fd_session=/)] });
  expect(await answer(app, signIn.loader, { path: "/sign-in?next=/book", cookie: cookieIn(done) })).toMatchObject({ status: 302, location: "/book" });
});

test("a next that leads elsewhere leads to one's own bookings", async () => {
  const app = await appWithAna();
  for (const next of ["https://evil.example", "//evil.example", "/%5Cevil.example"]) {
    expect(await answer(app, signIn.action, { path: `/sign-in?next=${next}`, fields: ana })).toMatchObject({ location: "/bookings" });
  }
  expect(await answer(app, signIn.action, { path: "/sign-in", fields: ana })).toMatchObject({ location: "/bookings" });
});

test("a wrong password, an unknown address and a guest's get the same answer, without the password", async () => {
  const app = await appWithAna();
  const tries = ["ana@example.com", "nobody@example.com", "guest@example.com"].map((email) => answer(app, signIn.action, { fields: { email, password: "wrong password" } }));
  const [wrong, unknown, guest] = await Promise.all(tries);
  expect(wrong).toMatchObject({ status: 422, setCookie: [], data: { lastResult: { error: { "": ["This e-mail address and password do not belong together."] } } } });
  const told = (given: unknown) => JSON.stringify(given).replaceAll(/[a-z]+@example\.com/g, "[address]");
  expect(told(unknown)).toBe(told(wrong));
  expect(told(guest)).toBe(told(wrong));
  expect(told(wrong)).not.toContain("wrong password");
});

test("a session planted in the browser before does not become the person's, and ends", async () => {
  const app = await appWithAna();
  const planted = await answer(app, signIn.action, { fields: ana });
  const own = await answer(app, signIn.action, { fields: ana, cookie: cookieIn(planted) });
  expect(cookieIn(own)).not.toBe(cookieIn(planted));
  expect(await answer(app, signIn.loader, { cookie: cookieIn(planted) })).toMatchObject({ status: 200 });
  expect(await answer(app, signIn.loader, { cookie: cookieIn(own) })).toMatchObject({ status: 302 });
});

test("signing up and a forgotten password answer the same for an account, a guest and nobody", async () => {
  const app = await appWithAna();
  for (const route of [signUp.action, forgot.action]) {
    const answers = [];
    for (const email of ["ana@example.com", "guest@example.com", "nobody@example.com"]) answers.push(await answer(app, route, { fields: { name: "Somebody", email } }));
    expect(answers[0]).toMatchObject({ status: 302, location: "/link-sent", setCookie: [] });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  }
  expect(readMailbox(app).map(({ subject }) => subject).reverse()).toEqual([
    "You have an account already",
    "Finish your account",
    "Finish your account",
    "Choose a new password",
    "There is no account with this address",
    "There is no account with this address",
  ]);
});

test("from the letter's link to being signed in, where one was going", async () => {
  const app = testApp();
  await answer(app, signUp.action, { path: "/sign-up?next=/book/cut", fields: { name: "Bo", email: "bo@example.com" } });
  const params = { token: tokenIn(app) };
  for (const _ of [1, 2]) expect(await answer(app, password.loader, { params })).toMatchObject({ status: 200, cacheControl: "no-store", data: { email: "bo@example.com" } });
  const weak = await answer(app, password.action, { params, fields: { password: "password" } });
  expect(weak).toMatchObject({ status: 422, setCookie: [], data: { lastResult: { error: { password: [expect.any(String)] } } } });
  const done = await answer(app, password.action, { params, fields: { password: "frontdesk-demo" } });
  expect(done).toMatchObject({ status: 302, location: "/book/cut" });
  expect(await answer(app, signIn.loader, { cookie: cookieIn(done) })).toMatchObject({ status: 302 });
  expect(await answer(app, password.loader, { params })).toMatchObject({ status: 404, data: null });
  expect(await answer(app, password.action, { params, fields: { password: "another one" } })).toMatchObject({ status: 302, location: `/set-password/${params.token}`, setCookie: [] });
});

test("too many guesses are refused with what was typed, and the right password then too", async () => {
  const db = testApp().db;
  const app = await appWithAna({ db, limits: createLimits(db, { enabled: true, secret: "a secret only tests have, 32 characters" }) });
  for (let i = 0; i < 10; i++) await answer(app, signIn.action, { fields: { email: ana.email, password: "wrong password" } });
  expect(await answer(app, signIn.action, { fields: ana })).toMatchObject({ status: 429, setCookie: [], data: { lastResult: { initialValue: { email: ana.email } } } });
  for (let i = 0; i < 5; i++) expect(await answer(app, forgot.action, { fields: { email: "nobody@example.com" } })).toMatchObject({ status: 302 });
  expect(await answer(app, signUp.action, { fields: { name: "Bo", email: "nobody@example.com" } })).toMatchObject({ status: 429 });
});

test("signing out ends the session and the cookie, and only when it is posted", async () => {
  const app = await appWithAna();
  const cookie = cookieIn(await answer(app, signIn.action, { fields: ana }));
  expect(await answer(app, signOut.loader, { cookie })).toMatchObject({ status: 302, location: "/", setCookie: [] });
  expect(await answer(app, signIn.loader, { cookie })).toMatchObject({ status: 302 });
  const out = await answer(app, signOut.action, { cookie, fields: {} });
  expect(out).toMatchObject({ status: 302, location: "/" });
  expect(out.setCookie).toEqual(expect.arrayContaining([expect.stringMatching(/^fd_session=.*Max-Age=0/)]));
  expect(await answer(app, signIn.loader, { cookie })).toMatchObject({ status: 200 });
});

test("the mailbox is there in the demo, newest first, and nowhere else", async () => {
  let now = TEST_NOW;
  const app = await appWithAna({ demo: true, clock: () => now++ });
  for (const email of ["one@example.com", "two@example.com"]) await answer(app, forgot.action, { fields: { email } });
  const { data } = await answer(app, mailbox.loader);
  expect((data as { letters: { recipient: string }[] }).letters.map(({ recipient }) => recipient)).toEqual(["two@example.com", "one@example.com"]);
  expect(await answer({ ...app, demo: false }, mailbox.loader)).toMatchObject({ status: 404 });
});
