import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { SubmissionResult } from "@conform-to/dom";
import { expect, test } from "vitest";
import { createApp, type App } from "#app/app.server.ts";
import { ensureSetupToken } from "#app/auth/setup-token.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { testApp, testContext } from "#app/lib/testing.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { action, loader } from "#app/routes/setup/route.tsx";
import { readCompany } from "#app/settings/company.server.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import { testDatabase } from "#db/testing.ts";
import { activeBranches, servicesAt, staffFor } from "./queries.server.ts";

/** A Monday, before anybody is awake. */
const NOW = Date.parse("2026-03-02T05:00:00Z");

const filledIn = {
  name: "Ana Reis",
  email: "ana@practice.example",
  password: "quiet harbour morning",
  company: "Harbour",
  timeZone: "Europe/Lisbon",
  branchName: "Alcântara",
  address: "Rua do Cais 1",
  branchTimeZone: "Europe/Lisbon",
  serviceName: "Physiotherapy",
  minutes: "60",
  price: "65,50",
  self: "on",
  days: ["Monday", "Tuesday"],
  from: "09:00",
  to: "12:00",
};

function newDesk() {
  const { log } = testApp();
  const app = createApp({ db: testDatabase(), env: { ...parseEnv({}), appSecret: "x".repeat(32) }, log, demo: false, clock: () => NOW });
  return { app, token: ensureSetupToken(app.db, systemRandom, app.clock)! };
}

function asked(app: App, token: string, form?: Record<string, string | string[]>) {
  const body = new URLSearchParams(Object.entries(form ?? {}).flatMap(([name, value]) => [value].flat().map((one) => [name, one])));
  const request = new Request(`http://localhost/setup?token=${token}`, form && { method: "POST", body });
  return { request, params: {}, context: testContext(app) } as unknown as LoaderFunctionArgs & ActionFunctionArgs;
}

const rowsOf = ({ db }: App) => [branches, services, staff, users].map((table) => db.select().from(table).all().length);

async function refusal(app: App, token: string, form: Record<string, string | string[]>): Promise<SubmissionResult> {
  const answer = (await action(asked(app, token, form))) as { data: { lastResult: SubmissionResult }; init: { status: number } };
  expect(answer.init.status).toBe(422);
  return answer.data.lastResult;
}

test("one form makes an administrator, signed in, and something that can be booked", async () => {
  const { app, token } = newDesk();
  const call = asked(app, token, filledIn);
  const answer = (await action(call)) as Response;
  expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/bookings"]);
  expect(call.context.responseHeaders.get("Set-Cookie")).toMatch(/fd_session=/);
  expect(app.db.select().from(users).all()).toMatchObject([{ email: "ana@practice.example", role: "admin" }]);
  expect(readCompany(app.db)).toMatchObject({ name: "Harbour", timeZone: "Europe/Lisbon" });
  const branch = activeBranches(app.db)[0]!;
  const service = servicesAt(app.db, branch.id)[0]!;
  expect(service).toMatchObject({ slug: "physiotherapy", durationsMinutes: [60], priceCents: 6550 });
  const [person] = staffFor(app.db, { branchId: branch.id, serviceId: service.id });
  const { value: slots } = await app.gateway.slots({ eventTypeId: person!.eventTypeId, startMs: NOW, endMs: NOW + 7 * DAY_MS - 1 });
  expect(slots.map((slot) => new Date(slot.startMs).toISOString().slice(5, 16))).toEqual([
    "03-02T09:00", "03-02T10:00", "03-02T11:00", "03-03T09:00", "03-03T10:00", "03-03T11:00",
  ]);
});

test("the link is used up by it, and opening it before changes nothing", async () => {
  const { app, token } = newDesk();
  await loader(asked(app, token));
  await loader(asked(app, token));
  expect(rowsOf(app)).toEqual([0, 0, 0, 0]);
  await action(asked(app, token, filledIn));
  const notFound = { init: { status: 404 } };
  await expect(loader(asked(app, token))).rejects.toMatchObject(notFound);
  await expect(action(asked(app, token, filledIn))).rejects.toMatchObject(notFound);
  expect(rowsOf(app)).toEqual([1, 1, 1, 1]);
});

test("a wrong link is no page, whatever is sent", async () => {
  const { app } = newDesk();
  for (const token of ["", "guess"]) {
    await expect(loader(asked(app, token))).rejects.toMatchObject({ init: { status: 404 } });
    await expect(action(asked(app, token, filledIn))).rejects.toMatchObject({ init: { status: 404 } });
  }
  expect(rowsOf(app)).toEqual([0, 0, 0, 0]);
});

test("an empty form tells everything that is missing at once", async () => {
  const { app, token } = newDesk();
  const { error } = await refusal(app, token, {});
  const required = ["name", "email", "password", "company", "timeZone", "branchName", "address", "branchTimeZone", "serviceName", "minutes", "personName", "personEmail", "days", "from", "to"];
  expect(Object.keys(error!).sort()).toEqual(required.sort());
  expect(rowsOf(app)).toEqual([0, 0, 0, 0]);
});

test("what is wrong in different parts is told together, and all but the password is kept", async () => {
  const { app, token } = newDesk();
  const wrong = { ...filledIn, password: "short", email: "ana", minutes: "soon", price: "free", branchTimeZone: "Mars/Olympus", from: "17:00", to: "09:00" };
  const { error, initialValue } = await refusal(app, token, wrong);
  expect(Object.keys(error!).sort()).toEqual(["branchTimeZone", "email", "minutes", "password", "price", "to"]);
  const { password: _, ...kept } = wrong;
  expect(initialValue).toEqual(kept);
});

test("somebody else may be the person, who then gets the hours", async () => {
  const { app, token } = newDesk();
  const { self: _, ...form } = filledIn;
  await action(asked(app, token, { ...form, personName: "Tomás Figueira", personEmail: "tomas@practice.example", days: "Friday" }));
  expect(app.db.select().from(staff).all()).toMatchObject([{ name: "Tomás Figueira", email: "tomas@practice.example", slug: "tomas-figueira" }]);
});

test("a setup that failed half-way goes on when the form is sent again", async () => {
  const { app, token } = newDesk();
  await app.hosts.write!.create({ name: filledIn.name, email: filledIn.email, timeZone: "UTC" });
  expect(((await action(asked(app, token, filledIn))) as Response).status).toBe(302);
  expect(rowsOf(app)).toEqual([1, 1, 1, 1]);
});

test("an address that has an account already is refused and the link stays good", async () => {
  const { app, token } = newDesk();
  app.db.insert(users).values({ id: "u", email: filledIn.email, name: "Ana", passwordHash: "$hash", createdAt: 0, updatedAt: 0 }).run();
  const answer = (await action(asked(app, token, filledIn))) as unknown as { init: { status: number } };
  expect(answer.init.status).toBe(409);
  expect(rowsOf(app)).toEqual([0, 0, 0, 1]);
  await loader(asked(app, token));
});
