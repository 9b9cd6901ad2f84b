import { guestPages, portalPages, publicPages } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

test("No page scrolls sideways, at 320 pixels neither", async ({ page }) => {
  test.setTimeout(90_000);
  const widths = [1280, 390, 320];
  const found: string[] = [];
  for (const [name, open] of [...publicPages, ...guestPages, ...portalPages]) {
    await open(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) found.push(`${name}: ${over}px too wide at ${width}px`);
    }
    await page.setViewportSize({ width: 1280, height: 844 });
  }
  expect(found).toEqual([]);
});
