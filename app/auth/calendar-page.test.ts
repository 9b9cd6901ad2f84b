import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { staff } from "#db/schema/catalog.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { createAccount } from "./accounts.server.ts";
import { calendarPage, feedOwner } from "./calendar-page.server.ts";
import { renewFeed } from "./feed-tokens.server.ts";

test("whoever takes appointments finds two calendars, each with links that name its address", async () => {
  const app = testApp();
  const userId = await createAccount(app, { email: "ana@example.com", name: "Ana", role: "user", password: "correct horse" }, TEST_NOW);
  const user = { id: userId, email: "ana@example.com", name: "Ana", phone: null, role: "user" as const, timeZone: null };
  const viewer = { kind: "user" as const, userId, name: "Ana" };
  const page = () => calendarPage(app, user, "https://desk.example");
  expect(page()).toEqual([{ whose: "own", staffName: null, links: null }]);
  app.db.insert(staff).values({ id: "ana-costa", slug: "ana", name: "Ana Costa", userId, createdAt: TEST_NOW }).run();
  const token = renewFeed(app, viewer, feedOwner(user, "ana-costa"));
  const [own, taken] = page();
  expect([own?.links, taken?.staffName]).toEqual([null, "Ana Costa"]);
  expect(taken?.links).toMatchObject({ address: `https://desk.example/feeds/${token}.ics`, webcal: `webcal://desk.example/feeds/${token}.ics` });
  expect(new URL(taken!.links!.google).searchParams.get("cid")).toBe(taken!.links!.webcal);
  expect(new URL(taken!.links!.outlook).searchParams.get("url")).toBe(taken!.links!.address);
  app.db.update(staff).set({ userId: null }).where(eq(staff.id, "ana-costa")).run();
  expect(page()).toHaveLength(1);
});
