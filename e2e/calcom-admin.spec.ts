import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

test("The connection test says what is missing, and a key is refused in words", async ({ page }) => {
  await signIn(page, "admin@frontdesk.test");
  await page.goto("/admin/calcom");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByText("There is no API key")).toBeVisible();
  await page.getByLabel("API key").fill("two words");
  await page.getByLabel("Team's id").fill("front desk");
  await page.getByRole("button", { name: "Save the settings" }).click();
  await expect(page.getByRole("alert")).toContainText("A key has no spaces");
  await expect(page.getByLabel("API key")).toHaveValue("");
  await expect(page.getByLabel("Team's id")).toHaveValue("front desk");
});

test("Nobody but an administrator sees it", async ({ page }) => {
  await signIn(page, "user@frontdesk.test");
  expect((await page.goto("/admin/calcom"))?.status()).toBe(403);
});
