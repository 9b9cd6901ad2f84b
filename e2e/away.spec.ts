import type { Page } from "@playwright/test";
import { book } from "./support/booking.ts";
import { pressOn, tabToThe } from "./support/keyboard.ts";
import { lettersTo } from "./support/letters.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";
import { weekAhead } from "./support/times.ts";

test.use({ javaScriptEnabled: false });

/** Report somebody away for the day of an appointment, and offer its customer other times; everything else of that day stays. */
async function reportAway(page: Page, { id, startsAt, staff, note }: { id: string; startsAt: string; staff: string; note: string }): Promise<void> {
  await page.goto(`/admin/today?date=${startsAt.slice(0, 10)}&staff=${staff}`);
  await pressOn(page, /^Somebody is away$/);
  await tabToThe(page, "input[name=reason]");
  await page.keyboard.type("Flu");
  await pressOn(page, /^See the appointments$/);
  for (const row of await page.locator("[data-booking]").all()) {
    const isOurs = (await row.getAttribute("data-booking")) === id;
    const options = row.getByLabel(/What to do/).locator("option");
    const value = await options.filter({ hasText: isOurs ? /^Offer / : "Leave it as it is" }).getAttribute("value");
    await row.getByLabel(/What to do/).selectOption(value);
    if (isOurs) await row.getByLabel(/Note to the customer/).fill(note);
  }
  await pressOn(page, /^See what will happen$/);
  await expect(page.locator(`[data-booking="${id}"]`)).toContainText("Offered");
  await expect(page.locator(`[data-booking="${id}"]`)).toContainText(note);
}

const rowOf = (page: Page, id: string) => page.locator(`[data-booking="${id}"]`);

test("Somebody is away, and is not after all; then is, and the customer takes one of the times that are kept", async ({ page }) => {
  test.setTimeout(60_000);
  const staff = "tomas-figueira";
  const { id, startsAt, address, visitor } = await book(page, { service: "physiotherapy", staff, week: weekAhead(5) });
  await signIn(page, "admin@frontdesk.test");
  await reportAway(page, { id, startsAt, staff, note: "Tomás is away." });
  await pressOn(page, /^Confirm, and wait ten minutes$/);
  await expect(rowOf(page, id)).toHaveAttribute("data-state", "waiting");
  await page.goto("/admin/away");
  await expect(page.getByRole("row", { name: "Tomás Figueira" }).filter({ hasText: "Begins at" })).toHaveCount(1);
  await pressOn(page, /^Undo/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tomás Figueira is not away");
  await expect(rowOf(page, id)).toHaveAttribute("data-state", "undone");

  await reportAway(page, { id, startsAt, staff, note: "Tomás is away." });
  await page.getByRole("button", { name: "Confirm and send now" }).click();
  const absence = page.url();
  await expect(async () => {
    await page.goto(absence);
    await expect(rowOf(page, id)).toHaveAttribute("data-state", "offered", { timeout: 100 });
  }).toPass();

  const letter = (await lettersTo(page, visitor.email)).filter({ hasText: "Please choose another time" });
  await expect(letter).toHaveCount(1);
  await page.goto((await letter.locator("a[href*='/offer/']").getAttribute("href")) ?? "");
  const offer = page.url();
  await page.goto(address);
  await page.getByRole("link", { name: "choose one of them" }).click();
  await expect(page).toHaveURL(offer);
  await expect(page.locator("[data-slot]")).toHaveCount(3);
  const time = page.locator("[data-slot]").nth(1);
  const chosen = (await time.getAttribute("data-slot")) ?? "";
  await time.click();
  await expect(rowOf(page, id)).toHaveAttribute("data-starts-at", chosen);
  await page.goto(offer);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You chose a time already");
  await page.goto(absence);
  await expect(rowOf(page, id)).toHaveAttribute("data-state", "taken");
  await expect(page.getByRole("button", { name: /Undo/ })).toHaveCount(0);
});
