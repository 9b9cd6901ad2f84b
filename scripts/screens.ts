// Takes a picture of every page at three widths in both themes, to be looked at: npx tsx scripts/screens.ts [folder]
// Needs a build. It starts a demo of its own on a folder that is thrown away.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { book } from "../e2e/support/booking.ts";
import { startServer } from "../e2e/support/server.ts";
import { signIn } from "../e2e/support/sign-in.ts";
import { openDetails, timesAddress, weekAhead } from "../e2e/support/times.ts";
import { findChromium } from "./launch/chromium.mjs";

const out = process.argv[2] ?? mkdtempSync(join(tmpdir(), "frontdesk-screens-"));
mkdirSync(out, { recursive: true });
const data = mkdtempSync(join(tmpdir(), "frontdesk-screens-data-"));
const server = await startServer({ dataDir: data, words: ["--demo"] });
const empty = mkdtempSync(join(tmpdir(), "frontdesk-screens-empty-"));
const firstDay = await startServer({ dataDir: empty });
const executablePath = (await findChromium()) ?? undefined;
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });

const sizes = [
  { name: "desk", viewport: { width: 1280, height: 800 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
];

try {
  for (const { name, viewport } of sizes) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ baseURL: server.url, viewport, colorScheme, locale: "en-GB", timezoneId: "Europe/Lisbon", javaScriptEnabled: false });
      const page = await context.newPage();
      let number = 0;
      const take = async (what: string) => {
        number += 1;
        await page.screenshot({ path: join(out, `${name}-${colorScheme}-${String(number).padStart(2, "0")}-${what}.png`), fullPage: true });
      };
      await publicPages(page, take);
      await guestPages(page, take);
      await accountPages(page, take);
      await portalPages(page, take);
      await page.goto(firstDay.setupUrl ?? "/");
      await take("setup");
      await page.getByRole("button", { name: "Set up Frontdesk" }).click();
      await take("setup-errors");
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
  await firstDay.stop();
  for (const folder of [data, empty]) rmSync(folder, { recursive: true, force: true });
}
process.stderr.write(`The pictures are in ${out}\n`);

type Take = (what: string) => Promise<void>;

async function publicPages(page: Page, take: Take) {
  const visit = async (what: string, path: string) => {
    await page.goto(path);
    await take(what);
  };
  await visit("home", "/");
  await visit("branch", "/book");
  await visit("service", "/book?branch=lisbon-alcantara");
  await visit("times", timesAddress({ service: "physiotherapy", week: weekAhead(2) }));
  await visit("times-lengths", timesAddress({ service: "deep-tissue-massage", week: weekAhead(1) }));
  await visit("times-other-zone", `${timesAddress({ service: "desk-check-by-video", staff: "priya-raman", week: weekAhead(1) })}&zone=America/New_York`);
  await visit("times-empty", timesAddress({ service: "physiotherapy", week: weekAhead(30) }));
  await visit("times-gone", timesAddress({ service: "physiotherapy", week: "2020-W10" }));
  await visit("not-found", "/nothing/here");
}

async function guestPages(page: Page, take: Take) {
  await openDetails(page, { service: "first-assessment" });
  await take("details");
  await page.getByRole("button", { name: /^Book / }).click();
  await take("details-errors");
  await page.goto("/book/first-assessment/details?branch=lisbon-alcantara&start=2026-01-01T10:00:00Z");
  await take("details-conflict");
  await openDetails(page, { service: "acupuncture" });
  await page.getByLabel("Name", { exact: true }).fill("Marta Vaz");
  await page.getByLabel("E-mail", { exact: true }).fill("marta@example.com");
  await page.getByLabel("No", { exact: true }).check();
  await page.getByRole("button", { name: /^Book / }).click();
  await take("requested");
  const { address } = await book(page, { service: "physiotherapy", visitor: { name: "Marta Vaz", email: "marta@example.com" } });
  await take("booked");
  await page.goto(`${address}/reschedule?week=${weekAhead(3)}`);
  await take("move-choose");
  await page.locator(".week [data-slot]").first().click();
  await take("move-confirm");
  await page.getByRole("button", { name: /^Move to / }).click();
  await take("moved");
  await page.goto(`${address}/cancel`);
  await take("cancel");
  await page.getByLabel(/Reason/).fill("I have a cold.");
  await page.getByRole("button", { name: "Cancel this appointment" }).click();
  await take("cancelled");
}

async function accountPages(page: Page, take: Take) {
  await page.goto("/sign-up");
  await take("sign-up");
  await page.getByRole("button", { name: "Send me the link" }).click();
  await take("sign-up-errors");
  await page.getByLabel("Name", { exact: true }).fill("Marta Vaz");
  await page.getByLabel("E-mail", { exact: true }).fill("marta@example.com");
  await page.getByRole("button", { name: "Send me the link" }).click();
  await take("link-sent");
  await page.goto("/demo/mailbox");
  await take("mailbox");
  await page.locator("main a[href*='/set-password/']").first().click();
  await take("set-password");
  await page.goto("/set-password/used-up");
  await take("dead-link");
  await page.goto("/forgot-password");
  await take("forgot-password");
  await page.goto("/sign-in");
  await page.getByLabel("E-mail", { exact: true }).fill("user@frontdesk.test");
  await page.getByLabel("Password", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await take("sign-in-wrong");
}

async function portalPages(page: Page, take: Take) {
  await signIn(page, "user@frontdesk.test");
  await take("bookings");
  for (const tab of ["pending", "past", "cancelled"]) {
    await page.goto(`/bookings?tab=${tab}`);
    await take(`bookings-${tab}`);
  }
  await page.goto("/bookings?service=physiotherapy&q=tom");
  await take("bookings-filtered");
  await page.goto("/bookings?q=nothing-like-it");
  await take("bookings-nothing");
  await page.goto("/bookings");
  await page.locator("[data-booking] a").first().click();
  await take("booking");
  const address = page.url();
  await page.goto(`${address}/edit`);
  await take("edit");
  await page.getByLabel("Title").fill("");
  await page.getByRole("button", { name: "Save changes" }).click();
  await take("edit-errors");
  await page.goto(`${address}/reschedule`);
  await take("portal-move");
  await page.goto(`${address}/cancel`);
  await take("portal-cancel");
  await page.goto("/bookings?tab=past");
  await page.locator("[data-booking] a").first().click();
  await take("booking-over");
  await openDetails(page, { service: "physiotherapy" });
  await take("details-signed-in");
  await page.getByRole("button", { name: "Sign out" }).click();
  await take("signed-out");
  await signIn(page, "admin@frontdesk.test");
  await take("bookings-admin");
  await page.locator("[data-booking] a").first().click();
  await take("booking-admin");
  await page.getByRole("button", { name: "Sign out" }).click();
}
