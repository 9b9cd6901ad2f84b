import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./scripts/launch/chromium.mjs";

const PORT = 4710;
const executablePath = (await findChromium()) ?? undefined;
const desk = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } };
const phone = { ...devices["Pixel 7"] };

/** Every flow runs four times: at a desk and on a phone, with JavaScript and without. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: process.env.CI !== undefined,
  fullyParallel: false,
  workers: 2,
  timeout: 30_000,
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    trace: "retain-on-failure",
    timezoneId: "Europe/Lisbon",
    locale: "en-GB",
    // Chromium's sandbox refuses to run as root.
    launchOptions: { executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] },
  },
  projects: [
    { name: "desk", use: desk },
    { name: "desk, no JavaScript", use: { ...desk, javaScriptEnabled: false } },
    { name: "phone", use: phone },
    { name: "phone, no JavaScript", use: { ...phone, javaScriptEnabled: false } },
  ],
  webServer: {
    command: "node build/serve.js --demo --reset",
    url: `http://127.0.0.1:${PORT}/healthz`,
    env: { PORT: String(PORT), DATA_DIR: ".cache/e2e-data", RATE_LIMITS: "off" },
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});
