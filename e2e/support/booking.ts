import { expect, type Locator, type Page } from "@playwright/test";
import { openDetails, type Wish } from "./times.ts";
import { fillPerson, newVisitor, type Visitor } from "./visitor.ts";

/** What every place that shows a booking says about it, for whoever looks from outside. */
export function bookingOn(page: Page): Locator {
  return page.locator("[data-booking]");
}

export async function expectBooking(page: Page, { status, startsAt }: { status: string; startsAt: string }): Promise<void> {
  await expect(bookingOn(page)).toHaveAttribute("data-status", status);
  await expect(bookingOn(page)).toHaveAttribute("data-starts-at", startsAt);
}

export interface Booked {
  id: string;
  startsAt: string;
  /** The private link. */
  address: string;
  visitor: Visitor;
}

/** A booking as a stranger makes it; the page stands at its private link afterwards. */
export async function book(page: Page, { visitor = newVisitor(), ...wish }: Wish & { visitor?: Visitor }): Promise<Booked> {
  const startsAt = await openDetails(page, wish);
  await fillPerson(page, visitor);
  await page.getByRole("button", { name: /^Book / }).click();
  await expect(page.getByRole("heading", { level: 1, name: "You are booked" })).toBeVisible();
  const id = (await bookingOn(page).getAttribute("data-booking")) ?? "";
  return { id, startsAt, address: page.url(), visitor };
}
