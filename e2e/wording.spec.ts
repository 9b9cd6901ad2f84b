import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

const preview = { name: "Preview", exact: true };

test("With JavaScript the preview follows what is typed, and says what is wrong with it", async ({ page }) => {
  await signIn(page, "admin@frontdesk.test");
  await page.goto("/admin/deliveries/wording/cancelled");
  const shown = page.getByRole("region", preview);
  await page.getByLabel("Subject").fill("Off: {custommer}");
  await expect(shown).toContainText("{custommer} is not a value here");
  await page.getByLabel("Subject").fill("Off: {customer}");
  await expect(shown.getByRole("heading", { name: "Off: Maria Silva" })).toBeVisible();
  await expect(shown).not.toContainText("cannot be saved");
  await page.getByLabel("Text for SMS").fill(`{company}: ${"off ".repeat(60)}`);
  await expect(shown).toContainText("2 messages, each charged for");
  await page.route("**/cancelled.data*", (route) => route.abort("aborted"));
  const failed = page.waitForEvent("requestfailed");
  await page.getByLabel("Subject").fill("Still {customer} here");
  await failed;
  await expect(page.getByLabel("Subject")).toHaveValue("Still {customer} here");
  await expect(shown.getByRole("heading", { name: "Off: Maria Silva" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("An administrator looks at new words, is told of a wrong name with everything kept, saves, and takes them back", async ({ page }) => {
    await signIn(page, "admin@frontdesk.test");
    await page.goto("/admin/audit?subject=settings");
    const changedBefore = await page.getByText("wording changed").count();
    await page.goto("/admin/deliveries");
    await page.getByRole("link", { name: "Wording" }).click();
    await page.getByRole("link", { name: "Declined" }).click();
    await page.getByLabel("Subject").fill("Sorry, {customer}");
    const shown = page.getByRole("region", preview);
    await page.getByLabel("Text").fill("長".repeat(5_000));
    await page.getByRole("button", preview).click();
    await expect(shown).toContainText("長".repeat(5_000));
    await page.getByLabel("Text").fill("<b>Not</b> on {start}.\nCall us, {custommer}.");
    await page.getByRole("button", preview).click();
    await expect(shown.getByRole("heading", { name: "Sorry, Maria Silva" })).toBeVisible();
    await expect(shown).toContainText("<b>Not</b> on");
    await expect(page.getByLabel("Subject")).toHaveValue("Sorry, {customer}");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toContainText("{custommer} is not a value here. There are {appointment}");
    await expect(page.getByLabel("Text")).toHaveValue("<b>Not</b> on {start}.\nCall us, {custommer}.");
    await page.getByLabel("Text").fill("Not on {start}.");
    await page.getByRole("button", { name: "Save" }).click();
    const row = page.locator("[data-wording=declined]");
    await expect(row).toContainText("Your words: mail");

    await row.getByRole("link").click();
    await expect(page.getByLabel("Subject")).toHaveValue("Sorry, {customer}");
    await page.getByRole("button", { name: "Use the default again" }).click();
    await expect(page.getByLabel("Subject")).toHaveValue("Not possible: {appointment}, {start}");
    await page.goto("/admin/audit?subject=settings");
    await expect(page.getByText("wording changed")).toHaveCount(changedBefore + 2);
  });
});
