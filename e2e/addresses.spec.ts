import type { APIRequestContext, Page } from "@playwright/test";
import { book, bookingOn, expectBooking } from "./support/booking.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";
import { timesAddress } from "./support/times.ts";

test("What an address names wrongly is 404 on the product's own page, also for HEAD, and leads on", async ({ page, request }) => {
  for (const path of ["/nothing", "/book/nothing", "/book/physiotherapy?branch=atlantis", "/book/physiotherapy?branch=lisbon-alcantara&staff=nobody", "/booking/nothing"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    expect((await request.head(path)).status(), `HEAD ${path}`).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
    await expect(page.locator("main").getByRole("link", { name: "Book an appointment" })).toHaveAttribute("href", "/book");
    await expect(page.getByRole("banner")).toBeVisible();
  }
});

test("A week, zone or length that cannot be read shows what is shown without it", async ({ page }) => {
  const address = "/book/deep-tissue-massage?branch=berlin-kreuzberg";
  const expected = await shownOn(page, address);
  for (const search of ["week=2026-W99", "week=nonsense", "zone=Mars/Olympus", "duration=7", "duration=1.5e300", "week=&zone=&duration="]) {
    expect(await shownOn(page, `${address}&${search}`), search).toEqual(expected);
  }
});

test("A tab, date or place in the list that cannot be read shows the first page", async ({ page }) => {
  await signIn(page, "admin@frontdesk.test");
  const idsOn = async (path: string) => {
    expect((await page.goto(path))?.status(), path).toBe(200);
    return bookingOn(page).evaluateAll((rows) => rows.map((row) => row.getAttribute("data-booking")));
  };
  const first = await idsOn("/bookings?tab=past");
  expect(first).toHaveLength(20);
  for (const search of ["cursor=nonsense", "cursor=n.99999999999999999.x", "from=2026-02-31", "to=yesterday", "page=-1"]) {
    expect(await idsOn(`/bookings?tab=past&${search}`), search).toEqual(first);
  }
});

test("Looking at the private link's pages, by GET or HEAD and as often as one likes, changes nothing", async ({ page, request }) => {
  const { address, startsAt } = await book(page, { service: "physiotherapy" });
  await page.goto(address);
  const before = await page.locator("main").innerText();
  const start = encodeURIComponent(new Date(Date.parse(startsAt) + 7 * 86_400_000).toISOString());
  for (const path of ["", "/cancel", "/cancel?reason=x", "/reschedule", `/reschedule?start=${start}&reason=x`, ".ics"]) {
    for (const method of ["get", "head"] as const) {
      expect((await request[method](address + path)).status(), `${method} ${path}`).toBe(200);
    }
  }
  await page.goto(address);
  await expectBooking(page, { status: "confirmed", startsAt });
  expect(await page.locator("main").innerText()).toBe(before);
});

test("Nobody changes another person's booking through the portal", async ({ page, browser, contextOptions }) => {
  const stranger = await (await browser.newContext(contextOptions)).newPage();
  const { id, address, startsAt } = await book(stranger, { service: "physiotherapy" });
  await signIn(page, "user@frontdesk.test");
  const headers = { Origin: new URL(page.url()).origin };
  const sent = { cancel: { reason: "x" }, reschedule: { start: startsAt }, edit: { title: "Mine now", name: "Me", email: "me@example.com", version: "1" }, link: {} };
  for (const [verb, form] of Object.entries(sent)) {
    expect((await page.request.post(`/bookings/${id}/${verb}`, { form, headers })).status(), verb).toBe(404);
  }
  await stranger.goto(address);
  await expectBooking(stranger, { status: "confirmed", startsAt });
  await stranger.context().close();
});

test("A form from another site is refused before anything is looked at, whoever is signed in", async ({ page }) => {
  await signIn(page, "user@frontdesk.test");
  for (const path of ["/sign-out", "/theme", timesAddress({ service: "physiotherapy" }), "/bookings/nothing/cancel"]) {
    expect(await post(page.request, path, { Origin: "https://evil.example" }), path).toBe(403);
    expect(await post(page.request, path, {}), `${path} without an origin`).toBe(403);
  }
  await page.goto("/bookings");
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
});

test("300 KB are too much for any form", async ({ request, baseURL }) => {
  for (const path of ["/sign-in", "/sign-up", timesAddress({ service: "physiotherapy" }), "/booking/nothing/cancel"]) {
    expect(await post(request, path, { Origin: baseURL ?? "" }, "x".repeat(300 * 1024)), path).toBe(413);
  }
});

async function post(request: APIRequestContext, path: string, headers: Record<string, string>, text = "x"): Promise<number> {
  return (await request.post(path, { form: { text }, headers, maxRedirects: 0 })).status();
}

/** The week, its zone and the lengths, as a visitor reads them. */
async function shownOn(page: Page, path: string): Promise<string[]> {
  expect((await page.goto(path))?.status(), path).toBe(200);
  const zone = await page.getByLabel("Time zone").inputValue();
  return [await page.title(), zone, ...(await page.locator("[aria-current='true']").allInnerTexts())];
}
