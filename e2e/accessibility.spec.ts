import type { Page } from "@playwright/test";
import { findings } from "./support/axe.ts";
import { adminPages, guestPages, portalPages, publicPages, type Visit } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

// A colour on its way from one theme to the other is neither's.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("axe finds nothing on a stranger's pages", async ({ page }) => look(page, publicPages));
test("axe finds nothing from confirmation to cancellation", async ({ page }) => look(page, guestPages));
test("axe finds nothing in the portal", async ({ page }) => look(page, portalPages));
test("axe finds nothing in the administration", async ({ page }) => look(page, adminPages));

for (const theme of ["light", "dark"] as const) {
  test(`The ${theme} theme of the switch wins over the system's and is remembered`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme === "dark" ? "light" : "dark" });
    await page.goto("/book?branch=lisbon-alcantara");
    await page.getByRole("button", { name: `${theme} theme` }).click();
    await expect(page).toHaveURL(/\/book\?branch=lisbon-alcantara$/);
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    expect(await page.locator("html").evaluate((html) => getComputedStyle(html).colorScheme)).toBe(theme);
    expect(await findings(page, ["color-contrast"])).toEqual([]);
  });
}

/** Only colours differ between the themes, so the dark one is asked for those alone; on a phone, what its layout changes. */
const OF_LAYOUT = ["scrollable-region-focusable", "link-name", "button-name", "label", "aria-hidden-focus", "heading-order", "duplicate-id-aria"];

/** Axe, and that no page scrolls sideways. */
async function look(page: Page, visits: Visit[]) {
  test.setTimeout(300_000);
  const found: string[] = [];
  const note = (name: string, wrong: string[]) => void found.push(...wrong.map((each) => `${name}: ${each}`));
  for (const [name, open] of visits) {
    await page.emulateMedia({ colorScheme: "light" });
    await open(page);
    // A frame that waits to be scrolled to never answers axe.
    await page.locator("iframe[loading=lazy]").evaluateAll((frames) => frames.forEach((frame) => frame.remove()));
    const isPhone = test.info().project.name.startsWith("phone");
    for (const width of isPhone ? [320, 390] : [1280]) {
      await page.setViewportSize({ width, height: 844 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) found.push(`${name}: ${over}px too wide at ${width}px`);
    }
    if (isPhone) {
      note(name, await findings(page, OF_LAYOUT));
      continue;
    }
    note(name, await findings(page));
    await page.emulateMedia({ colorScheme: "dark" });
    note(`${name}, dark`, await findings(page, ["color-contrast"]));
  }
  expect(found).toEqual([]);
}
