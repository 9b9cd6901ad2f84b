import { readFile } from "node:fs/promises";
import { parse } from "./support/csv.ts";
import { book, bookingOn, expectBooking } from "./support/booking.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";
import { someWeek, takeTime } from "./support/times.ts";
import { newVisitor } from "./support/visitor.ts";

test.beforeEach(async ({ page }) => signIn(page, "user@frontdesk.test"));

test("Tabs count what they hold, filters and search narrow the list, and chips take them away again", async ({ page }) => {
  await page.getByRole("link", { name: /^Past/ }).click();
  await expect(page).toHaveURL(/tab=past/);
  const past = page.getByRole("link", { name: /^Past/ });
  await expect(past).toHaveAttribute("aria-current", "page");
  const count = Number(/\d+/.exec((await past.textContent()) ?? "")?.[0]);
  await expect(bookingOn(page)).toHaveCount(count);
  await page.getByRole("searchbox", { name: "Search" }).fill("massage");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/q=massage/);
  await expect(bookingOn(page).filter({ hasNotText: "massage" })).toHaveCount(0);
  const narrowed = await bookingOn(page).count();
  expect(narrowed).toBeGreaterThan(0);
  expect(narrowed).toBeLessThan(count);
  await page.getByRole("link", { name: /^Remove/ }).click();
  await expect(bookingOn(page)).toHaveCount(count);
  await page.goto("/bookings?tab=past&q=nothing-is-called-so");
  await expect(page.getByText("Nothing matches")).toBeVisible();
});

test("A booking's title, notes, attendee and place can be edited, and the history says so", async ({ page }) => {
  const visitor = newVisitor();
  const { id, startsAt } = await book(page, { service: "physiotherapy", visitor });
  await page.goto(`/bookings/${id}`);
  await expectBooking(page, { status: "confirmed", startsAt });
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Title").fill("");
  await page.getByLabel(/^Notes/).fill("The left knee.");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveAttribute("href", "#title");
  await expect(page.getByLabel(/^Notes/)).toHaveValue("The left knee.");
  await page.getByLabel("Title").fill("Knee, second visit");
  await page.getByLabel("Name", { exact: true }).fill("Robin and Ana");
  await page.getByLabel(/^Place/).fill("Side entrance");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page).toHaveURL(new RegExp(`/bookings/${id}$`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Knee, second visit");
  for (const text of ["The left knee.", "Robin and Ana", "Side entrance"]) await expect(page.locator("main")).toContainText(text);
  await expect(page.locator("main")).toContainText(/History.*(Edited|changed)/is);
});

test("A booking is moved and cancelled from the portal, and the list follows", async ({ page }) => {
  const visitor = newVisitor();
  const { id } = await book(page, { service: "physiotherapy", visitor });
  await page.goto(`/bookings/${id}`);
  await page.getByRole("link", { name: "Move", exact: true }).click();
  await page.goto(`/bookings/${id}/reschedule?week=${someWeek()}`);
  const startsAt = await takeTime(page);
  await page.getByRole("button", { name: /^Move to / }).click();
  await expectBooking(page, { status: "rescheduled", startsAt });
  await page.getByRole("link", { name: "Cancel", exact: true }).click();
  await page.getByLabel(/Reason/).fill("A cold.");
  await page.getByRole("button", { name: "Cancel this appointment" }).click();
  await expectBooking(page, { status: "cancelled", startsAt });
  await expect(page.locator("main")).toContainText("A cold.");
  await page.goto(`/bookings?tab=cancelled&q=${encodeURIComponent(visitor.name)}`);
  await expect(bookingOn(page)).toHaveAttribute("data-booking", id);
  await page.goto(`/bookings?q=${encodeURIComponent(visitor.name)}`);
  await expect(bookingOn(page)).toHaveCount(0);
});

test("The list and each booking can be taken along as files", async ({ page }) => {
  await page.goto("/bookings?tab=past");
  const shown = await bookingOn(page).count();
  const list = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const rows = parse(await readFile(await (await list).path(), "utf8"));
  expect(rows.length - 1).toBe(shown);
  expect(new Set(rows.map((row) => row.length)).size, "every row as wide as the head").toBe(1);
  await page.goto("/bookings");
  await bookingOn(page).first().getByRole("link").click();
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Calendar file" }).click();
  expect(await readFile(await (await file).path(), "utf8")).toMatch(/^BEGIN:VCALENDAR[\s\S]*BEGIN:VEVENT[\s\S]*END:VCALENDAR\s*$/);
});

test("A new private link takes the place of the old one", async ({ page }) => {
  const { id, address } = await book(page, { service: "physiotherapy" });
  await page.goto(`/bookings/${id}`);
  await page.getByRole("button", { name: "Replace the link" }).click();
  await expect(page.getByText("The private link was replaced.")).toBeVisible();
  const renewed = (await page.locator("a[href*='/booking/']").first().getAttribute("href")) ?? "";
  expect((await page.goto(address))?.status()).toBe(404);
  expect((await page.goto(renewed))?.status()).toBe(200);
  await expect(bookingOn(page)).toHaveAttribute("data-booking", id);
});

test("Somebody else's booking is not there", async ({ page, browser, contextOptions }) => {
  const stranger = await (await browser.newContext(contextOptions)).newPage();
  const { id } = await book(stranger, { service: "physiotherapy" });
  for (const path of ["", "/edit", "/cancel", "/reschedule", ".ics"]) {
    expect((await page.request.get(`/bookings/${id}${path}`)).status(), path).toBe(404);
  }
  await page.goto(`/bookings/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
  await stranger.context().close();
});
