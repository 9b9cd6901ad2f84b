import type { Page } from "@playwright/test";
import type { RequestListener } from "node:http";
import { findings } from "./support/axe.ts";
import { bookingOn } from "./support/booking.ts";
import { cuts, fails, hangs, hasTimesBut, speaksHtml, startFarEnd, type FarEnd } from "./support/far-end.ts";
import { mapToCalcom, withOwnServer, withSeededFolder } from "./support/own-server.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test as shared } from "./support/test.ts";
import { openDetails, timesAddress, weekAhead } from "./support/times.ts";
import { fillPerson, newVisitor } from "./support/visitor.ts";

const SERVICE = "physiotherapy";
const TYPED_NAME = "Nobody Booked";
const week = weekAhead(2);
/** A page waits 2.5 s for the far end, other work much longer; the rest is for a busy machine. */
const PATIENCE_MS = 12_000;

/** The demo's data, and a Cal.com that the test makes up. */
const test = shared.extend<{ farEnd: FarEnd }, { seeded: string }>({
  seeded: [
    async ({}, use) =>
      withSeededFolder(async (folder) => {
        mapToCalcom(folder);
        await use(folder);
      }),
    { scope: "worker" },
  ],
  farEnd: async ({}, use) => {
    const farEnd = await startFarEnd(hangs);
    await use(farEnd).finally(() => farEnd.stop());
  },
  baseURL: async ({ farEnd, seeded }, use) => {
    const env = { CALCOM_API_KEY: "cal_test_e2e", CALCOM_API_URL: farEnd.url };
    await withOwnServer({ copyOf: seeded, words: ["--demo"], env }, ({ url }) => use(url));
  },
});

const silences: { what: string; answer: RequestListener | "closed" }[] = [
  { what: "does not answer", answer: hangs },
  { what: "answers 500", answer: fails },
  { what: "answers with a web page", answer: speaksHtml },
  { what: "cannot be reached", answer: "closed" },
];

for (const { what, answer } of silences) {
  test(`A far end that ${what}: times explain themselves soon, the form keeps what was typed, bookings still read`, async ({ page, farEnd }) => {
    if (answer === "closed") await farEnd.stop();
    else farEnd.answer = answer;
    const times = await page.goto(timesAddress({ service: SERVICE, week }), { timeout: PATIENCE_MS });
    expect(times?.status()).toBe(200);
    await expect(page.getByText("Free times cannot be shown right now.")).toBeVisible();
    await expect(page.locator("[data-slot]")).toHaveCount(0);
    await expect(page.getByText("No free times this week")).toHaveCount(0);

    await page.goto(detailsAddress());
    await expectRefusedAndKept(page);

    await signIn(page, "user@frontdesk.test");
    await page.goto("/bookings");
    await expect(bookingOn(page).first()).toBeVisible();
    await bookingOn(page).first().getByRole("link").first().click();
    await expect(bookingOn(page)).toHaveCount(1);
  });
}

test("A far end that hangs makes nobody wait after the first pages", async ({ page, farEnd }) => {
  const visit = () => page.goto(timesAddress({ service: SERVICE, week }));
  // Three calls without an answer are enough, however many of them a page makes.
  for (let visits = 0; visits < 3; visits += 1) await visit();
  const asked = farEnd.asked.filter((path) => path === "/v2/slots").length;
  expect(asked).toBeGreaterThan(0);
  for (let visits = 0; visits < 3; visits += 1) await visit();
  expect(farEnd.asked.filter((path) => path === "/v2/slots")).toHaveLength(asked);
  await expect(page.getByText("Free times cannot be shown right now.")).toBeVisible();
});

test("A far end that goes away before it was asked to book: nothing is booked, and the form keeps what was typed", async ({ page, farEnd }) => {
  farEnd.answer = hasTimesBut(fails);
  await openDetails(page, { service: SERVICE, week });
  await farEnd.stop();
  await expectRefusedAndKept(page);
  await signIn(page, "admin@frontdesk.test");
  await page.goto(`/bookings?${new URLSearchParams({ q: TYPED_NAME })}`);
  await expect(bookingOn(page)).toHaveCount(0);
  // The desk's pages know no hours then, and stand.
  await page.goto("/admin/catalogue/staff");
  await page.getByRole("link", { name: "Hours of Inês Carvalho" }).click();
  await expect(page.getByRole("heading", { name: "Hours are kept at Cal.com" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
});

for (const { what, otherwise } of [
  { what: "cuts the line", otherwise: cuts },
  { what: "answers 500", otherwise: fails },
  { what: "answers with a web page", otherwise: speaksHtml },
]) {
  test(`A far end that ${what} while it books: the visitor gets a page that looks again, and the time is nobody else's`, async ({ page, browser, contextOptions, baseURL, farEnd }) => {
    farEnd.answer = hasTimesBut(otherwise);
    const wish = { service: SERVICE, staff: "ines-carvalho", week };
    const startsAt = await openDetails(page, wish);
    const visitor = newVisitor();
    await fillPerson(page, visitor);
    await page.getByRole("button", { name: /^Book / }).click();
    await expect(page.getByRole("heading", { level: 1, name: "We are confirming your booking" })).toBeVisible();
    await expect(bookingOn(page)).toHaveAttribute("data-status", "pending");
    await expect(bookingOn(page)).toHaveAttribute("data-starts-at", startsAt);
    await expect(page.locator("meta[http-equiv='refresh']")).toHaveAttribute("content", /^[1-9]\d?$/);
    await expect(page.locator("main")).toContainText("The time is kept for you.");
    // That the page looks again by itself is what it promises; without scripts there is no other way.
    expect((await findings(page)).filter((each) => !each.startsWith("meta-refresh: "))).toEqual([]);

    const others = await browser.newContext({ ...contextOptions, baseURL });
    const other = await others.newPage();
    await other.goto(timesAddress(wish));
    await expect(other.locator("[data-slot]").first()).toBeVisible();
    await expect(other.locator(`[data-slot="${startsAt}"]`)).toHaveCount(0);
    await others.close();
  });
}

/** A time that might well be free: nobody can say so now. */
function detailsAddress(): string {
  const day = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  return `/book/${SERVICE}/details?${new URLSearchParams({ branch: "lisbon-alcantara", staff: "any", start: `${day}T10:00:00.000Z` })}`;
}

async function expectRefusedAndKept(page: Page): Promise<void> {
  const typed = { name: TYPED_NAME, email: newVisitor().email };
  await fillPerson(page, typed);
  await page.getByLabel("Phone").fill("+351 912 345 678");
  await page.getByLabel(/Anything we should know/).fill("First line\nsecond line");
  await page.getByLabel(/Who else is coming/).fill("friend@example.com");
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: /^Book / }).click();
  expect((await answer).status()).toBe(503);
  await expect(page.getByRole("alert")).toContainText("Nothing was booked");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(typed.name);
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue(typed.email);
  await expect(page.getByLabel("Phone")).toHaveValue("+351 912 345 678");
  await expect(page.getByLabel(/Anything we should know/)).toHaveValue("First line\nsecond line");
  await expect(page.getByLabel(/Who else is coming/)).toHaveValue("friend@example.com");
  await expect(page.getByRole("button", { name: /^Book / })).toBeVisible();
}
