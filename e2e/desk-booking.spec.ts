import type { Page } from "@playwright/test";
import { book, bookingOn } from "./support/booking.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

const ADMIN = "admin@frontdesk.test";

/** A booking of a stranger, on the desk's page of it in a list that holds it alone. */
async function openAtDesk(page: Page) {
  const booked = await book(page, { service: "physiotherapy" });
  await signIn(page, ADMIN);
  await page.goto(`/admin/bookings?q=${encodeURIComponent(booked.visitor.email)}`);
  await bookingOn(page).getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/admin/bookings/${booked.id}\\?q=`));
  return booked;
}

for (const javaScriptEnabled of [false, true]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("Who saves second sees what changed, keeps what was typed, and undoes nothing by saving again", async ({ page, context }) => {
      await openAtDesk(page);
      const other = await context.newPage();
      await other.goto(page.url());
      for (const one of [page, other]) await one.getByRole("link", { name: "Edit", exact: true }).click();
      await page.getByLabel("Phone").fill("+351 912 000 001");
      await page.getByLabel("Notes").fill("Comes by bicycle.");
      await other.getByLabel("Phone").fill("+351 912 000 002");
      await other.getByLabel("Place").fill("Room 3");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page).toHaveURL(/\/admin\/bookings\/[^/]+\?q=/);

      await other.getByRole("button", { name: "Save changes" }).click();
      await expect(other.getByRole("alert")).toContainText("changed while you were editing");
      const meanwhile = other.getByRole("region", { name: "What changed meanwhile" });
      await expect(meanwhile).toContainText("Helena Brandt, at the desk");
      await expect(meanwhile.locator("[data-conflict=phone]")).toHaveText(/Theirs: \+351 912 000 001\s*Yours: \+351 912 000 002/);
      await expect(meanwhile.locator("[data-conflict=notes]")).toContainText("Theirs: Comes by bicycle.");
      await expect(meanwhile.locator("[data-conflict=location]")).toHaveCount(0);
      await expect(other.getByLabel("Phone")).toHaveValue("+351 912 000 002");
      await expect(other.getByLabel("Notes")).toHaveValue("Comes by bicycle.");
      await expect(other.getByLabel("Place")).toHaveValue("Room 3");

      await other.getByRole("button", { name: "Save changes" }).click();
      await expect(other).toHaveURL(/\/admin\/bookings\/[^/]+\?q=/);
      for (const text of ["+351 912 000 002", "Comes by bicycle.", "Room 3"]) await expect(other.locator(".facts")).toContainText(text);
    });
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("The desk walks through a filtered list, keeps a note, moves and cancels, and comes back to the list", async ({ page }) => {
    const { id, startsAt } = await openAtDesk(page);
    await page.getByLabel("A note").fill("Wants the room with the window.");
    await page.getByRole("button", { name: "Save the note" }).click();
    await expect(page.locator("[data-note]")).toContainText("Wants the room with the window.");
    await expect(page.locator("[data-note]")).toContainText("Helena Brandt");

    await page.getByRole("link", { name: "Move", exact: true }).click();
    await expect(page.getByRole("link", { name: "make a new booking, with a reason" })).toHaveAttribute("href", /^\/admin\/bookings\/new\?service=physiotherapy&.*customer=/);
    await page.locator(".week [data-slot]").last().click();
    await page.getByRole("button", { name: /^Move to / }).click();
    await expect(page).toHaveURL(new RegExp(`/admin/bookings/${id}\\?q=`));
    await expect(bookingOn(page)).not.toHaveAttribute("data-starts-at", startsAt);

    await page.getByRole("link", { name: "Cancel", exact: true }).click();
    await page.getByLabel("Reason").fill("The practitioner is ill.");
    await page.getByRole("button", { name: "Cancel this appointment" }).click();
    await expect(page).toHaveURL(new RegExp(`/admin/bookings/${id}\\?q=`));
    await expect(bookingOn(page)).toHaveAttribute("data-status", "cancelled");
    await expect(page.locator(".timeline")).toContainText("Cancelled: “The practitioner is ill.”");
    await expect(page.locator(".timeline")).toContainText("Mail to ");
    await page.getByRole("link", { name: "Back to the list" }).click();
    await expect(page).toHaveURL(/\/admin\/bookings\?q=/);
    await expect(bookingOn(page)).toHaveAttribute("data-status", "cancelled");
  });

  test("The desk notes who did not come, goes on to the next of the list, and takes it back", async ({ page }) => {
    await signIn(page, ADMIN);
    await page.goto(`/admin/bookings?status=confirmed&status=rescheduled&to=${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}`);
    const ids = await bookingOn(page).evaluateAll((rows) => rows.map((row) => row.getAttribute("data-booking")));
    const which = await bookingOn(page).evaluateAll((rows) => rows.findIndex((row) => row.querySelector("[data-no-show]") === null));
    await bookingOn(page).nth(which).getByRole("link").first().click();
    await page.getByRole("button", { name: "Mark as no-show" }).click();
    await expect(page.locator("[data-no-show]")).toBeVisible();
    await page.getByRole("link", { name: "Next", exact: true }).click();
    await expect(bookingOn(page)).toHaveAttribute("data-booking", ids[which + 1] ?? "");
    await page.getByRole("link", { name: "Previous", exact: true }).click();
    await page.getByRole("link", { name: "Back to the list" }).click();
    await expect(page.locator(`[data-booking="${ids[which]}"] [data-no-show]`)).toBeVisible();
    await page.locator(`[data-booking="${ids[which]}"]`).getByRole("link").first().click();
    await page.getByRole("button", { name: "Mark as attended" }).click();
    await expect(page.locator("[data-no-show]")).toHaveCount(0);
  });

  test("A caller with a phone number alone is booked, outside the hours with a reason", async ({ page }) => {
    await signIn(page, ADMIN);
    await page.goto("/admin/bookings/new");
    const phone = `+351 91${String(Date.now()).slice(-7)}`;
    await page.getByLabel("Service").selectOption("physiotherapy");
    await page.getByLabel("Name", { exact: true }).fill("Rosa Caller");
    await page.getByLabel("Phone", { exact: true }).fill(phone);
    await page.getByLabel("Day", { exact: true }).fill(sunday());
    await page.getByRole("button", { name: "Show free times" }).click();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Rosa Caller");
    await expect(page.getByText(/^(Free|No free time) on Sunday/)).toBeVisible();

    await page.getByText("Another time, with a reason").click();
    await page.getByLabel("Time (optional)").fill("22:15");
    await page.getByRole("button", { name: "Book this appointment" }).click();
    await expect(page.getByRole("alert")).toContainText("Write a reason to book it all the same");
    await expect(page.getByLabel("Phone", { exact: true })).toHaveValue(phone);
    await page.getByLabel("Reason").fill("Arrives by the late train.");
    await page.getByRole("button", { name: "Book this appointment" }).click();
    await expect(page).toHaveURL(/\/admin\/bookings\/[^/?]+$/);
    await expect(bookingOn(page)).toHaveAttribute("data-status", "confirmed");
    await expect(page.locator(".timeline")).toContainText("Booked, outside the rules: “Arrives by the late train.”");
    await expect(page.locator(".facts")).toContainText("None: no mail is sent");

    await page.goto("/admin/bookings/new");
    await page.getByLabel("Find a customer").fill(phone.slice(-7));
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await page.getByRole("link", { name: "Rosa Caller" }).click();
    await expect(page.getByLabel("Phone", { exact: true })).toHaveValue(phone);
    await expect(page.getByText("In the account of Rosa Caller.")).toBeVisible();
  });
});

/** A Sunday some weeks ahead. */
function sunday(): string {
  const day = new Date(Date.now() + 21 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((7 - day.getUTCDay()) % 7));
  return day.toISOString().slice(0, 10);
}
