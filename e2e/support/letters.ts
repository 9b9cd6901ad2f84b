import type { Locator, Page } from "@playwright/test";

/** What the demo wrote to somebody, newest first, however much others got meanwhile. */
export async function lettersTo(page: Page, email: string): Promise<Locator> {
  await page.goto(`/demo/mailbox?${new URLSearchParams({ to: email })}`);
  return page.locator("main article");
}

/** The path of the link to set a password that was written last. */
export async function linkFor(page: Page, email: string): Promise<string> {
  const letters = await lettersTo(page, email);
  return (await letters.first().locator("a[href*='/set-password/']").getAttribute("href")) ?? "";
}
