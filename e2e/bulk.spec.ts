import { join } from "node:path";
import Database from "better-sqlite3";
import { tabToThe } from "./support/keyboard.ts";
import { addBookings } from "./support/more-bookings.ts";
import { withOwnServer } from "./support/own-server.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test as shared } from "./support/test.ts";

const NAME = "Bulkvisitor";
const LIST = `/admin/bookings?q=${NAME}&status=confirmed`;

/** A practice of its own with 220 appointments more, since so many are cancelled. */
const test = shared.extend<object, { practice: { url: string; dataDir: string } }>({
  practice: [
    async ({}, use) =>
      withOwnServer({ words: ["--demo"] }, async ({ url, dataDir }) => {
        addBookings(dataDir, 220, NAME);
        await use({ url, dataDir });
      }),
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ practice }, use) => use(practice.url),
});

/** "copy7@bulk.example cancelled-by-desk", for every mail to one of them. */
function mailsTo(dataDir: string): string[] {
  const db = new Database(join(dataDir, "frontdesk.db"), { readonly: true });
  const rows = db.prepare("SELECT recipient || ' ' || kind FROM notifications WHERE recipient LIKE '%@bulk.example' AND state <> 'suppressed'").pluck().all() as string[];
  db.close();
  return rows;
}

test("With scripts, one box ticks the page, the count follows, and a reminder goes to each", async ({ page, practice }) => {
  await signIn(page, "admin@frontdesk.test");
  await page.goto(LIST);
  await page.getByLabel("Select this page").check();
  await expect(page.getByText("The ticked ones (20)")).toBeVisible();
  await page.getByRole("checkbox", { name: new RegExp(NAME) }).first().uncheck();
  await expect(page.getByText("The ticked ones (19)")).toBeVisible();
  await page.getByRole("button", { name: "Send a reminder" }).click();
  await expect(page.getByText("19 mails to customers (19 addresses)")).toBeVisible();
  await page.getByRole("button", { name: "Send a reminder of 19 bookings" }).click();
  await expect(page.getByText("Reminded: 19. Left as they were: 0. Failed: 0.")).toBeVisible({ timeout: 20_000 });
  expect(new Set(mailsTo(practice.dataDir)).size).toBe(19);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("Nothing chosen is said plainly, and the chosen come as a file", async ({ page }) => {
    await signIn(page, "admin@frontdesk.test");
    await page.goto(LIST);
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("Choose at least one booking first.");
    await page.getByRole("link", { name: "Back to the list" }).last().click();
    for (const at of [0, 1]) await page.getByRole("checkbox", { name: new RegExp(NAME) }).nth(at).check();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export as CSV" }).click();
    const lines = (await (await (await download).createReadStream()).toArray()).join("").trim().split("\r\n");
    expect(lines).toHaveLength(3);
  });

  test("Searched, filtered, chosen and confirmed by the keyboard alone, all 220 are cancelled, each with one mail", async ({ page, practice }) => {
    test.setTimeout(120_000);
    await signIn(page, "admin@frontdesk.test");
    await page.goto("/admin/bookings");
    await tabToThe(page, "input[type=search]");
    await page.keyboard.type(NAME);
    await tabToThe(page, "input[name=status][value=confirmed]");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/status=confirmed/);
    await tabToThe(page, "input[name=scope]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByLabel("All 220 matching")).toBeChecked();
    await tabToThe(page, "button[value=cancel]");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Cancel 220 bookings?" })).toBeVisible();
    await expect(page.getByText("220 mails to customers (220 addresses)")).toBeVisible();
    expect(mailsTo(practice.dataDir).filter((mail) => mail.endsWith("cancelled-by-desk"))).toEqual([]);

    await tabToThe(page, "textarea[name=reason]");
    await page.keyboard.type("The heating broke");
    await tabToThe(page, "main form[method=post] button");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("progressbar")).toBeVisible();
    await expect(page.locator("[data-outcome=done]").first()).toBeVisible({ timeout: 30_000 });
    // The page shows itself anew, without anybody's doing.
    await expect(page.getByText("Cancelled: 220. Left as they were: 0. Failed: 0.")).toBeVisible({ timeout: 90_000 });

    await page.goto(LIST);
    await expect(page.getByText("Nothing matches")).toBeVisible();
    await page.goto(`/admin/bookings?q=${NAME}&status=cancelled`);
    await expect(page.locator("[data-total]")).toHaveText("220");
    const mails = mailsTo(practice.dataDir).filter((mail) => mail.endsWith("cancelled-by-desk"));
    expect([mails.length, new Set(mails).size]).toEqual([220, 220]);
  });
});
