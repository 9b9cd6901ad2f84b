import type { Page } from "@playwright/test";
import { guestPages, portalPages, publicPages, type Visit } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

const PUBLIC_BYTES = 60 * 1024;
const SCRIPT_BYTES = 110 * 1024;

test("Public pages ask for no script, nothing from elsewhere, and weigh at most 60 KB", async ({ page, baseURL }) => {
  test.setTimeout(90_000);
  await measured(page, [...publicPages, ...guestPages], ({ name, loads }) => {
    expect(loads.filter(({ type }) => type === "Script"), name).toEqual([]);
    expect(loads.filter(({ url }) => !url.startsWith(baseURL ?? "") && !url.startsWith("data:")), name).toEqual([]);
    expect(sum(loads), name).toBeLessThanOrEqual(PUBLIC_BYTES);
  });
});

test("Pages with scripts load at most 110 KB of them", async ({ page, baseURL }) => {
  test.setTimeout(90_000);
  await measured(page, portalPages, ({ name, loads }) => {
    expect(loads.filter(({ url }) => !url.startsWith(baseURL ?? "") && !url.startsWith("data:")), name).toEqual([]);
    expect(sum(loads.filter(({ type }) => type === "Script")), name).toBeLessThanOrEqual(SCRIPT_BYTES);
  });
});

interface Load {
  url: string;
  type: string;
  bytes: number;
}

/** Opens the pages with an empty cache each, and tells what went over the wire for each. */
async function measured(page: Page, visits: Visit[], check: (seen: { name: string; loads: Load[] }) => void) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  const loads = new Map<string, Load>();
  cdp.on("Network.requestWillBeSent", ({ requestId, request, type, redirectResponse }) => {
    if (type === "Document" && !redirectResponse) loads.clear();
    loads.set(requestId, { url: request.url, type: type ?? "", bytes: 0 });
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const load = loads.get(requestId);
    if (load) load.bytes = encodedDataLength;
  });
  for (const [name, open] of visits) {
    await open(page);
    await page.waitForLoadState("networkidle");
    check({ name, loads: [...loads.values()] });
  }
}

function sum(loads: Load[]): number {
  return loads.reduce((bytes, load) => bytes + load.bytes, 0);
}
