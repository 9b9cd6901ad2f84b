import { bookingOn } from "./support/booking.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

test("An administrator pages through everything, twenty at a time, and comes back", async ({ page }) => {
  await signIn(page, "admin@frontdesk.test");
  await page.goto("/bookings?tab=past");
  await expect(bookingOn(page)).toHaveCount(20);
  const ids = () => bookingOn(page).evaluateAll((rows) => rows.map((row) => row.getAttribute("data-booking")));
  const first = await ids();
  await page.getByRole("link", { name: "Next", exact: true }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(bookingOn(page)).toHaveCount(20);
  const second = await ids();
  expect(second.filter((id) => first.includes(id))).toEqual([]);
  await page.getByRole("link", { name: "Previous", exact: true }).click();
  await expect(page.locator(`[data-booking="${first[0]}"]`)).toBeVisible();
  expect(await ids()).toEqual(first);
});
