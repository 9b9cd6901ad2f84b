import { expect, type Page } from "@playwright/test";

/** An ISO week some weeks ahead, as addresses name it. */
export function weekAhead(weeks: number): string {
  const day = new Date(Date.now() + weeks * 7 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const yearStart = Date.UTC(day.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((day.getTime() - yearStart) / 86_400_000 + 1) / 7);
  return `${day.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}

/** Any week that others are unlikely to look at this moment, inside every service's booking window. */
export function someWeek(): string {
  return weekAhead(2 + Math.floor(Math.random() * 3));
}

export interface Wish {
  service: string;
  branch?: string;
  staff?: string;
  week?: string;
}

export function timesAddress({ service, branch = "lisbon-alcantara", staff = "any", week = someWeek() }: Wish): string {
  return `/book/${service}?${new URLSearchParams({ branch, staff, week })}`;
}

/**
 * Choose one of the week's times at random, so that tests that run at once rarely want the same; ask again when they do.
 *
 * @returns the instant that was chosen
 */
export async function takeTime(page: Page): Promise<string> {
  const times = page.locator(".week [data-slot]");
  for (let left = 3; ; left -= 1) {
    const time = times.nth(Math.floor(Math.random() * (await times.count())));
    const start = (await time.getAttribute("data-slot")) ?? "";
    await time.click();
    if (page.url().includes("start=")) return start;
    if (left === 0) break;
  }
  expect(page.url(), "a time could be chosen").toContain("start=");
  return "";
}

/** The details form with a time that is kept for this visitor. */
export async function openDetails(page: Page, wish: Wish): Promise<string> {
  await page.goto(timesAddress(wish));
  return takeTime(page);
}
