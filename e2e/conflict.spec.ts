import type { APIRequestContext } from "@playwright/test";
import { bookingOn, expectBooking } from "./support/booking.ts";
import { expect, test } from "./support/test.ts";
import { openDetails, someWeek, timesAddress, weekAhead } from "./support/times.ts";
import { fillPerson, newVisitor } from "./support/visitor.ts";

const ONE_PERSON = { service: "physiotherapy", staff: "ines-carvalho" };

test("A time somebody takes meanwhile offers others as buttons, keeps what was typed, and choosing one books it", async ({ page, browser, contextOptions }) => {
  const start = await openDetails(page, ONE_PERSON);
  const visitor = newVisitor();
  await fillPerson(page, visitor);
  await page.getByLabel(/Anything we should know/).fill("By bicycle.");
  // Choosing another time frees the first one, and the first form is still open.
  await openDetails(await page.context().newPage(), { ...ONE_PERSON, branch: "lisbon-alcantara", week: weekAhead(6) });
  const other = await (await browser.newContext(contextOptions)).newPage();
  await other.goto(detailsAddress(start));
  await fillPerson(other, newVisitor());
  await other.getByRole("button", { name: /^Book / }).click();
  await expectBooking(other, { status: "confirmed", startsAt: start });
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: /^Book / }).click();
  expect((await answer).status()).toBe(409);
  await expect(page.getByRole("alert")).toContainText("Someone just took");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(visitor.name);
  await expect(page.getByLabel(/Anything we should know/)).toHaveValue("By bicycle.");
  const offered = page.getByRole("alert").locator("[data-slot]");
  expect(await offered.count()).toBeGreaterThan(1);
  const chosen = (await offered.nth(1).getAttribute("data-slot")) ?? "";
  expect(chosen).not.toBe(start);
  await offered.nth(1).click();
  await expectBooking(page, { status: "confirmed", startsAt: chosen });
  await expect(page.locator("main")).toContainText("By bicycle.");
  await other.context().close();
});

test("A kept time is hidden from others, shown to its holder with its end, and opening a page keeps nothing", async ({ page, browser, contextOptions }) => {
  const week = someWeek();
  const start = await openDetails(page, { ...ONE_PERSON, week });
  await expect(page.getByText(/^We keep .* for you until \d\d:\d\d\.$/)).toBeVisible();
  const other = await (await browser.newContext(contextOptions)).newPage();
  await other.goto(timesAddress({ ...ONE_PERSON, week }));
  await expect(other.locator(".week [data-slot]").first()).toBeVisible();
  await expect(other.locator(`.week [data-slot="${start}"]`)).toHaveCount(0);
  await page.goto(timesAddress({ ...ONE_PERSON, week }));
  await expect(page.locator(`.week [data-slot="${start}"]`)).toHaveCount(1);
  const seen = (await other.locator(".week [data-slot]").last().getAttribute("data-slot")) ?? "";
  await other.goto(detailsAddress(seen));
  await expect(other.getByText(/^We keep /)).toHaveCount(0);
  await page.reload();
  await expect(page.locator(`.week [data-slot="${seen}"]`)).toHaveCount(1);
  await other.context().close();
});

for (const { what, start } of [
  { what: "A time of the past", start: "2020-01-06T10:00:00.000Z" },
  { what: "A time between two of those on offer", start: `${nextWorkday()}T10:07:00.000Z` },
  { what: "A time in the middle of the night", start: `${nextWorkday()}T03:00:00.000Z` },
]) {
  test(`${what} offers others and keeps the form`, async ({ page }) => {
    await page.goto(detailsAddress(start));
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Book / })).toHaveCount(0);
    await fillPerson(page, newVisitor());
    const offered = page.getByRole("alert").locator("[data-slot]");
    const chosen = (await offered.last().getAttribute("data-slot")) ?? "";
    await offered.last().click();
    await expect(bookingOn(page)).toHaveAttribute("data-starts-at", chosen);
  });
}

test("A form sent twice books once", async ({ page }) => {
  await openDetails(page, ONE_PERSON);
  await fillPerson(page, newVisitor());
  const sent = await page.locator("form.form input:not([type=checkbox]), form.form textarea").evaluateAll((fields) => fields.map((field) => [(field as HTMLInputElement).name, (field as HTMLInputElement).value]));
  const form = Object.fromEntries(sent) as Record<string, string>;
  const headers = { Origin: new URL(page.url()).origin };
  const twice = await Promise.all([1, 2].map(() => page.request.post(page.url(), { form, headers, maxRedirects: 0 })));
  expect(twice.map((answer) => answer.status())).toEqual([302, 302]);
  expect(new Set(twice.map((answer) => answer.headers().location)).size).toBe(1);
});

function detailsAddress(start: string): string {
  return `/book/${ONE_PERSON.service}/details?${new URLSearchParams({ branch: "lisbon-alcantara", staff: ONE_PERSON.staff, start })}`;
}

function nextWorkday(): string {
  const day = new Date(Date.now() + 14 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((9 - day.getUTCDay()) % 7));
  return day.toISOString().slice(0, 10);
}

test("A browser that keeps no cookies gets the time it chose", async ({ page, playwright, baseURL }) => {
  const address = timesAddress({ ...ONE_PERSON, week: weekAhead(5) });
  await page.goto(address);
  const start = await page.locator(".week [data-slot]").last().getAttribute("data-slot");
  // Each request has a jar of its own, so the cookie the first one is given never comes back.
  const alone = async <Answer>(ask: (request: APIRequestContext) => Promise<Answer>) => {
    const request = await playwright.request.newContext({ baseURL });
    return ask(request).finally(() => request.dispose());
  };
  const details = await alone(async (request) => (await request.post(address, { form: { start: start ?? "" }, maxRedirects: 0 })).headers()["location"] ?? "");
  const seen = await alone(async (request) => (await request.get(details)).text());
  expect(seen).toMatch(/We keep .* for you until/);
  expect(seen).not.toContain("just took");
});
