import type { Page } from "@playwright/test";
import { bookingOn } from "./support/booking.ts";
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

async function pressOn(page: Page, name: RegExp, key: "Enter" | "Space") {
  await tabTo(page, async (focused) => name.test((await focused.innerText()).trim()));
  const before = page.url();
  await page.keyboard.press(key);
  await page.waitForURL((url) => url.href !== before);
}

type Focused = ReturnType<Page["locator"]>;

async function tabTo(page: Page, isThere: (focused: Focused) => Promise<boolean>) {
  for (let tabs = 0; tabs < 120; tabs += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    await expectVisibleFocus(page);
    if (await isThere(focused)) return;
  }
  throw new Error("A hundred and twenty times Tab did not lead there");
}

async function expectVisibleFocus(page: Page) {
  const seen = await page.locator(":focus").evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return { outlineStyle, outlineWidth: Number.parseFloat(outlineWidth), hasSize: width > 1 && height > 1 };
  });
  expect(seen).toEqual({ outlineStyle: "solid", outlineWidth: expect.any(Number), hasSize: true });
  expect(seen.outlineWidth).toBeGreaterThanOrEqual(2);
}
