import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

test("A token is made, used by a program, and revoked", async ({ page, request }, { title }) => {
  const name = `${title.slice(0, 20)} ${Date.now()}`;
  const ask = (token: string, path = "/bookings") => request.get(`/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
  await signIn(page, "user@frontdesk.test");
  await page.getByRole("link", { name: "Access tokens" }).click();
  await page.getByLabel("What it is for").fill(name);
  await page.getByRole("button", { name: "Make a token" }).click();
  await expect(page.getByRole("status")).toContainText("Copy it now");
  const token = await page.getByRole("status").locator("code").innerText();
  expect((await ask(token)).status()).toBe(200);
  await page.goto("/settings/tokens");
  await expect(page.getByText(token), "shown once").toHaveCount(0);
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await expect(page.getByText("The token was revoked and no longer works.")).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
  expect((await ask(token)).status()).toBe(401);
});

test("A token without a purpose is not made, and the form says so", async ({ page }) => {
  await signIn(page, "user@frontdesk.test");
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: "Make a token" }).click();
  await expect(page.getByRole("alert")).toContainText("Please say what it is for.");
});
