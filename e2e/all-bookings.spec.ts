import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

test("An administrator types a search that sends itself, narrows it, keeps it as a view and clears it", async ({ page }) => {
  await signIn(page, "admin@frontdesk.test");
  await page.goto("/admin/bookings");
  const everything = await page.locator("[data-total]").textContent();
  await page.getByRole("searchbox").pressSequentially("zofia");
  await expect(page).toHaveURL(/q=zofia/);
  await expect(page.getByRole("searchbox")).toBeFocused();
  for (const row of await page.locator("[data-booking]").allTextContents()) expect(row.toLowerCase()).toContain("zofia");

  await page.getByLabel("Confirmed").check();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/status=confirmed/);
  await expect(page.locator("[data-booking]:not([data-status=confirmed])")).toHaveCount(0);

  await page.getByText("Keep this view").click();
  await page.getByLabel("Name for these filters").fill("Zofia");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByRole("navigation", { name: "Your views" }).getByRole("link", { name: "Zofia" })).toHaveAttribute("aria-current", "true");

  await page.getByRole("link", { name: "Reset all", exact: true }).click();
  await expect(page.locator("[data-total]")).toHaveText(everything ?? "");
});
