import { createServer } from "node:net";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./scripts/launch/chromium.mjs";

// Set once by the process that starts the tests; its workers read the same configuration and inherit it.
process.env.E2E_PORT ??= String(await freePort());
const port = process.env.E2E_PORT;
const executablePath = (await findChromium()) ?? undefined;
const desk = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } };
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };

/** What needs scripts of its own in the page (axe), or says the same whichever way it is looked at. */
const withScriptsOnly = ["**/accessibility*.spec.ts"];
const onceOnly = ["**/weight.spec.ts", "**/desk.spec.ts", "**/catalogue.spec.ts", "**/desk-booking.spec.ts", "**/days.spec.ts", "**/away.spec.ts", "**/all-bookings.spec.ts", "**/bulk.spec.ts", "**/bad-requests.spec.ts", "**/addresses.spec.ts", "**/setup.spec.ts", "**/far-end.spec.ts", "**/subscription.spec.ts", "**/wording.spec.ts"];

/** Pages that ask for no script, as weight.spec.ts shows, are the same with and without: once at a desk, once on a phone. */
const withoutScripts = ["**/guest.spec.ts", "**/accounts.spec.ts", "**/conflict.spec.ts", "**/refused-details.spec.ts"];

/** What nobody does on a phone: keys, and setting the place up. */
const atADesk = ["**/keyboard.spec.ts", "**/jobs.spec.ts", "**/tokens.spec.ts", "**/calcom-admin.spec.ts"];

/** Every other flow runs four times: at a desk and on a phone, with JavaScript and without. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: process.env.CI !== undefined,
  // A loaded machine may be late once; Playwright names what passed only at the second try "flaky".
  retries: process.env.CI === undefined ? 0 : 1,
  fullyParallel: false,
  workers: 2,
  // Beside four other such runs on two cores the slowest test took 24 s, and a page now and then five.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    // A trace of every test takes as long as the test: ask for one with --trace on.
    screenshot: "only-on-failure",
    actionTimeout: 10_000,
    timezoneId: "Europe/Lisbon",
    locale: "en-GB",
    // Chromium's sandbox refuses to run as root.
    launchOptions: { executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] },
  },
  projects: [
    { name: "desk-js", use: desk },
    { name: "desk-nojs", use: { ...desk, javaScriptEnabled: false }, testIgnore: [...withScriptsOnly, ...onceOnly, ...withoutScripts] },
    { name: "phone-js", use: phone, testIgnore: [...onceOnly, ...atADesk, ...withoutScripts] },
    { name: "phone-nojs", use: { ...phone, javaScriptEnabled: false }, testIgnore: [...withScriptsOnly, ...onceOnly, ...atADesk] },
  ],
  webServer: {
    command: "node build/serve.js --demo --reset",
    url: `http://127.0.0.1:${port}/healthz`,
    env: { PORT: port, HOST: "127.0.0.1", DATA_DIR: ".cache/e2e-data", RATE_LIMITS: "off" },
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
