import { test as base, expect, type Page } from "@playwright/test";

/** Every test fails when a page it opened complained: errors in the console, refused by the policy, or not loaded. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("page", (page) => listen(page, complaints));
      await use(complaints);
      expect(complaints, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export function listen(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    // A refusal is answered with 4xx or 503, and Chromium writes a line about the page's own status.
    const isOwnStatus = message.text().startsWith("Failed to load resource") && pathOf(message.location().url) === pathOf(page.url());
    if (message.type() === "error" && !isOwnStatus) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // With scripts switched off Chromium refuses those a page announces; what the policy refuses is in the console as well.
    if (why === "csp" && request.resourceType() === "script") return;
    // Going on, or starting a download, ends what was still loading.
    if (!why.includes("ERR_ABORTED")) complaints.push(`${request.method()} ${request.url()}: ${why}`);
  });
}

/** A page's address is also where a page with scripts asks for its data. */
function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\.data$/, "");
}
