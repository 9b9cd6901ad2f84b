import { readFile } from "node:fs/promises";
import { book, bookingOn, expectBooking } from "./support/booking.ts";
import { expect, test } from "./support/test.ts";
import { someWeek, takeTime } from "./support/times.ts";
import { fillPerson, newVisitor } from "./support/visitor.ts";

test("A stranger chooses branch, service, person and time, answers the service's questions and is booked", async ({ page }) => {
  const visitor = newVisitor();
  await page.goto("/book");
  await page.getByRole("link", { name: /Lisbon/ }).click();
  await page.getByRole("link", { name: /First assessment/ }).click();
  await page.getByRole("link", { name: "Tomás Figueira" }).click();
  await expect(page).toHaveURL(/staff=tomas/);
  await page.goto(`${page.url().replace(/&week=[^&]*/, "")}&week=${someWeek()}`);
  const startsAt = await takeTime(page);
  await fillPerson(page, visitor);
  await page.getByLabel("What brings you to us?").selectOption("Back or neck");
  await page.getByLabel("No", { exact: true }).check();
  await page.getByLabel(/Earlier injuries/).fill("A knee, long ago.");
  await page.getByLabel(/Anything we should know/).fill("I come by bicycle.");
  await page.getByLabel(/Who else is coming/).fill("friend@example.com\nother@example.com");
  await page.getByRole("button", { name: /^Book / }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("You are booked");
  await expect(page).toHaveTitle(/First assessment/);
  await expectBooking(page, { status: "confirmed", startsAt });
  for (const text of ["Tomás Figueira", "Rua do Cais Novo 14", "The blue door", "friend@example.com", "I come by bicycle.", visitor.name]) {
    await expect(page.locator("main")).toContainText(text);
  }
});

test("A stranger chooses how long it takes", async ({ page }) => {
  await page.goto(`/book/deep-tissue-massage?branch=berlin-kreuzberg&week=${someWeek()}`);
  await page.getByRole("link", { name: "1 h 30 min" }).click();
  const startsAt = await takeTime(page);
  await fillPerson(page, newVisitor());
  await page.getByRole("button", { name: /^Book / }).click();
  await expectBooking(page, { status: "confirmed", startsAt });
  await expect(page.locator("main")).toContainText("1 h 30 min");
});

test("A service that confirms by hand shows a request", async ({ page }) => {
  await page.goto(`/book/acupuncture?branch=lisbon-alcantara&week=${someWeek()}`);
  const startsAt = await takeTime(page);
  await fillPerson(page, newVisitor());
  await page.getByLabel("No", { exact: true }).check();
  await page.getByRole("button", { name: /^Book / }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("We have your request");
  await expectBooking(page, { status: "pending", startsAt });
});

test("The private link moves a booking: the old time stands struck beside the new one", async ({ page }) => {
  const { id, address, startsAt } = await book(page, { service: "physiotherapy" });
  await page.getByRole("link", { name: "Move it" }).click();
  await page.goto(`${address}/reschedule?week=${someWeek()}`);
  const newStart = await takeTime(page);
  await expect(page.locator("s")).toBeVisible();
  await expect(page.locator(".time-change-new dd")).toBeVisible();
  await page.getByLabel(/Reason/).fill("My train is late.");
  await page.getByRole("button", { name: /^Move to / }).click();
  await expect(page).toHaveURL(address);
  await expectBooking(page, { status: "rescheduled", startsAt: newStart });
  await expect(bookingOn(page)).toHaveAttribute("data-booking", id);
  expect(newStart).not.toBe(startsAt);
});

test("The private link gives a calendar file with the time and the place", async ({ page }) => {
  const { startsAt } = await book(page, { service: "physiotherapy", branch: "berlin-kreuzberg" });
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Calendar file" }).click();
  const text = (await readFile(await (await download).path(), "utf8")).replace(/\r\n[ \t]/g, "");
  expect(text).toContain("BEGIN:VEVENT");
  expect(text).toContain("Lindenhofufer 27");
  const local = new Date(startsAt).toLocaleString("sv-SE", { timeZone: "Europe/Berlin" }).replace(/[-:]/g, "").replace(" ", "T");
  expect(text).toMatch(new RegExp(`DTSTART(;TZID=Europe/Berlin:${local}|:${startsAt.replace(/[-:]|\.000/g, "")})`));
});

test("Cancelling asks first, takes a reason and offers to book again; opening its page changes nothing", async ({ page }) => {
  const { address, startsAt } = await book(page, { service: "physiotherapy" });
  await page.getByRole("link", { name: "Cancel it" }).click();
  await page.goto(address);
  await expectBooking(page, { status: "confirmed", startsAt });
  await page.getByRole("link", { name: "Cancel it" }).click();
  await page.getByLabel(/Reason/).fill("I have a cold.");
  await page.getByRole("button", { name: "Cancel this appointment" }).click();
  await expectBooking(page, { status: "cancelled", startsAt });
  await expect(page.locator("main")).toContainText("I have a cold.");
  await page.getByRole("link", { name: "Book again" }).click();
  await expect(page).toHaveURL(/\/book\/physiotherapy\?branch=lisbon-alcantara/);
});
