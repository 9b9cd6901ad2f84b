import { bookingOn } from "./support/booking.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";
import { weekAhead } from "./support/times.ts";

test.use({ javaScriptEnabled: false });

test("Somebody of the staff sees their own week, blocks time over an appointment they were shown, and takes it back", async ({ page }) => {
  await signIn(page, "ines@harbour-physio.example");
  await expect(page.getByRole("navigation", { name: "Desk" }).getByRole("link")).toHaveText(["Today", "Calendar"]);
  expect((await page.goto("/admin"))?.status()).toBe(403);

  const entry = bookingOn(page).first();
  for (let week = 1; week <= 4; week += 1) {
    await page.goto(`/admin/calendar?view=week&week=${weekAhead(week)}`);
    if ((await entry.count()) > 0) break;
  }
  const [startsAt = "", id = ""] = [await entry.getAttribute("data-starts-at"), await entry.getAttribute("data-booking")].map((value) => value ?? undefined);
  const customer = (await entry.locator("b").textContent()) ?? "";
  await entry.getByRole("link", { name: /^Move / }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/bookings/${id}/reschedule`));

  const clock = (ms: number) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Lisbon", dateStyle: "short", timeStyle: "short" }).format(ms).replace(" ", "T");
  const from = clock(Date.parse(startsAt));
  await page.goto("/admin/blocks/new");
  await page.getByLabel("From", { exact: true }).fill(from);
  await page.getByLabel("Until", { exact: true }).fill(clock(Date.parse(startsAt) + 30 * 60_000));
  await page.getByLabel("Reason").fill("Dentist");
  await page.getByRole("button", { name: "Block this time" }).click();
  await expect(page.getByRole("status")).toContainText(customer);
  await expect(page.getByLabel("Reason")).toHaveValue("Dentist");
  await page.getByRole("button", { name: "Block it anyway" }).click();

  await expect(page).toHaveURL(/\/admin\/today/);
  await expect(page.getByRole("row", { name: /Blocked: Dentist/ })).toBeVisible();
  await expect(page.locator(`[data-booking="${id}"]`)).toBeVisible();
  await page.goto(`/admin/calendar?date=${from.slice(0, 10)}`);
  await page.getByRole("link", { name: /Dentist/ }).click();
  await page.getByRole("button", { name: "Unblock this time" }).click();
  await expect(page.getByRole("row", { name: /Blocked/ })).toHaveCount(0);
});

test("The day sheet prints as a sheet of paper: no navigation, and a box to tick for whoever does not come", async ({ page }) => {
  await signIn(page, "admin@frontdesk.test");
  await page.goto(`/admin/calendar?view=week&week=${weekAhead(1)}`);
  const date = ((await bookingOn(page).first().getAttribute("data-starts-at")) ?? "").slice(0, 10);
  await page.goto(`/admin/today?date=${date}`);
  await expect(bookingOn(page).first()).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("navigation", { name: "Desk" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Show" })).toBeHidden();
  await expect(page.locator(".tick-box").first()).toBeVisible();
  expect(await page.locator("html").evaluate((html) => getComputedStyle(html).backgroundColor)).toBe("rgb(255, 255, 255)");
});
