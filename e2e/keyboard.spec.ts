import { bookingOn } from "./support/booking.ts";
import { expectVisibleFocus, pressOn, tabTo } from "./support/keyboard.ts";
import { expect, test } from "./support/test.ts";
import { weekAhead } from "./support/times.ts";
import { newVisitor } from "./support/visitor.ts";

test("The first Tab offers to skip to the content", async ({ page }) => {
  await page.goto("/book");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#main$/);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: /Lisbon/ })).toBeFocused();
});

test("Booking works with Tab, Enter and Space alone, and the focus is always to be seen", async ({ page }) => {
  test.setTimeout(60_000);
  const visitor = newVisitor();
  await page.goto("/book");
  await pressOn(page, /Berlin/, "Enter");
  await pressOn(page, /Deep tissue massage/, "Enter");
  await page.goto(`${page.url().replace(/&week=[^&]*/, "")}&week=${weekAhead(5)}`);
  await tabTo(page, async (focused) => (await focused.getAttribute("data-slot")) !== null && !/^Take/.test(await focused.innerText()));
  for (let further = Math.floor(Math.random() * 10); further > 0; further -= 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/start=/);
  await tabTo(page, async (focused) => (await focused.getAttribute("name")) === "name");
  await page.keyboard.type(visitor.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(visitor.email);
  await tabTo(page, async (focused) => (await focused.getAttribute("type")) === "radio");
  await page.keyboard.press("Space");
  await pressOn(page, /^Book /, "Enter");
  await expect(bookingOn(page)).toHaveAttribute("data-status", "confirmed");
});
