import { expect, type Locator, type Page } from "@playwright/test";

const MOST_TABS = 200;

/** Press Tab until the focus is where it is wanted, and see on the way that it can be seen everywhere. */
export async function tabTo(page: Page, isThere: (focused: Locator) => Promise<boolean>): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    await expectVisibleFocus(page);
    if (await isThere(focused)) return;
  }
  throw new Error(`${MOST_TABS} times Tab did not lead there`);
}

/** To what a selector finds. */
export async function tabToThe(page: Page, selector: string): Promise<void> {
  await tabTo(page, async () => (await page.locator(`${selector}:focus`).count()) > 0);
}

/** Go to what is called so and press it; the page goes elsewhere by that. */
export async function pressOn(page: Page, name: RegExp, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, async (focused) => name.test((await focused.innerText()).trim()));
  const before = page.url();
  await page.keyboard.press(key);
  await page.waitForURL((url) => url.href !== before);
}

export async function expectVisibleFocus(page: Page): Promise<void> {
  const seen = await page.locator(":focus").evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return { outlineStyle, outlineWidth: Number.parseFloat(outlineWidth), hasSize: width > 1 && height > 1 };
  });
  expect(seen).toEqual({ outlineStyle: "solid", outlineWidth: expect.any(Number), hasSize: true });
  expect(seen.outlineWidth).toBeGreaterThanOrEqual(2);
}
