import { expect, type Page } from "@playwright/test";
import { book } from "./booking.ts";
import { importFile, sundayEvening } from "./import.ts";
import { signIn } from "./sign-in.ts";
import { openDetails, takeTime, timesAddress, weekAhead } from "./times.ts";
import { newVisitor } from "./visitor.ts";

/** Bring a page up; what it is called in a failure. */
export type Visit = [name: string, open: (page: Page) => Promise<unknown>];

const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** The desk's and the phone's visits may be under way at once, and change different things. */
const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 600;
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();

/** What a stranger sees, refusals and empty weeks included. */
export const publicPages: Visit[] = [
  ["start", (page) => page.goto("/")],
  ["branch", (page) => page.goto("/book")],
  ["service", (page) => page.goto("/book?branch=lisbon-alcantara")],
  ["a busy week", (page) => page.goto(timesAddress({ service: "physiotherapy", week: weekAhead(4) }))],
  ["times in another zone", (page) => page.goto(`${timesAddress({ service: "acupuncture" })}&zone=Asia/Kathmandu`)],
  ["a week without times", (page) => page.goto(timesAddress({ service: "physiotherapy", week: weekAhead(40) }))],
  ["details", (page) => openDetails(page, { service: "first-assessment" })],
  ["details refused", async (page) => {
    await openDetails(page, { service: "first-assessment" });
    await press(page, /^Book /);
  }],
  ["a time that is gone", (page) => page.goto("/book/physiotherapy/details?branch=lisbon-alcantara&start=2020-01-06T10:00:00Z")],
  ["no such page", (page) => page.goto("/nothing")],
  ["sign in", (page) => page.goto("/sign-in")],
  ["sign in refused", async (page) => {
    await page.goto("/sign-in");
    await press(page, "Sign in");
  }],
  ["sign up", (page) => page.goto("/sign-up")],
  ["forgotten password", (page) => page.goto("/forgot-password")],
  ["link sent", (page) => page.goto("/link-sent")],
  ["a dead link", (page) => page.goto("/set-password/used-up")],
  ["mailbox", (page) => page.goto("/demo/mailbox")],
];

/** One guest's booking from its confirmation to its end; each page follows from the one before. */
export const guestPages: Visit[] = [
  ["booked", (page) => book(page, { service: "physiotherapy" })],
  ["choosing a new time", async (page) => page.goto(`${page.url()}/reschedule?week=${weekAhead(3)}`)],
  ["confirming the new time", takeTime],
  ["moved", (page) => press(page, /^Move to /)],
  ["cancelling", (page) => page.goto(`${page.url()}/cancel`)],
  ["cancelled", (page) => press(page, "Cancel this appointment")],
];

/** What somebody signed in sees; the first page signs in. */
export const portalPages: Visit[] = [
  ["list", (page) => signIn(page, "user@frontdesk.test")],
  ["past", (page) => page.goto("/bookings?tab=past&q=massage")],
  ["cancelled ones", (page) => page.goto("/bookings?tab=cancelled")],
  ["nothing found", (page) => page.goto("/bookings?q=nothing-is-called-so")],
  ["messages to them", (page) => page.goto("/settings/notifications")],
  ["no calendar yet", (page) => page.goto("/settings/calendar")],
  ["a calendar to subscribe to", (page) => press(page, "Make the address")],
  ["no calendar any more", (page) => press(page, "Turn it off")],
  ["access tokens", (page) => page.goto("/settings/tokens")],
  ["a new token", async (page) => {
    await page.getByLabel("What it is for").fill("A look at the page");
    await press(page, "Make a token");
    await page.getByRole("status").waitFor();
  }],
  ["a booking", async (page) => {
    await page.goto("/bookings");
    await openFirst(page, "[data-booking]");
  }],
  ["editing", (page) => page.goto(`${page.url()}/edit`)],
  ["editing refused", async (page) => {
    await page.getByLabel("Title").fill("");
    await press(page, "Save changes");
    await page.getByRole("alert").waitFor();
  }],
  ["moving", (page) => page.goto(page.url().replace("/edit", "/reschedule"))],
  ["cancelling", (page) => page.goto(page.url().replace("/reschedule", "/cancel"))],
  ["details filled in", (page) => openDetails(page, { service: "acupuncture" })],
];

/** The page behind the first line of a list. */
async function openFirst(page: Page, lines: string): Promise<void> {
  await page.goto((await page.locator(`${lines} a`).first().getAttribute("href")) ?? "");
}

/** Where a visit goes back to. */
let before = "";

/** For administrators. The demo has no Cal.com, so what is matched there has nothing to show. */
export const adminPages: Visit[] = [
  ["Cal.com", async (page) => {
    await signIn(page, "admin@frontdesk.test");
    await page.goto("/admin/calcom");
  }],
  ["the connection test", (page) => press(page, "Test the connection")],
  ["services and people at Cal.com", (page) => page.goto("/admin/calcom/mapping")],
  ["webhooks", (page) => page.goto("/admin/calcom/inbox")],
  ["earlier appointments", (page) => page.goto("/admin/calcom/move")],
  ["differences", (page) => page.goto("/admin/calcom/drift")],
  ["jobs", (page) => page.goto("/admin/calcom/jobs")],
  ["overview", (page) => page.goto("/admin")],
  ["all bookings", (page) => page.goto("/admin/bookings?status=confirmed&q=a&sort=customer")],
  ["people", (page) => page.goto("/admin/people")],
  ["a person", (page) => openFirst(page, "[data-person]")],
  ["merging them", (page) => page.goto(`${page.url()}/merge`)],
  ["inviting somebody", (page) => page.goto("/admin/people/invite")],
  ["history", (page) => page.goto("/admin/audit")],
  ["day sheet", (page) => page.goto("/admin/today")],
  ["calendar of a day", (page) => page.goto("/admin/calendar")],
  ["calendar of a week", (page) => page.goto(`/admin/calendar?view=week&week=${weekAhead(1)}`)],
  ["blocking time refused", async (page) => {
    await page.goto("/admin/blocks/new");
    await page.getByLabel("Until", { exact: true }).fill("2026-01-01T00:00");
    await press(page, "Block this time");
    await page.getByRole("alert").waitFor();
  }],
  ["blocking time over appointments", (page) => page.goto(`/admin/blocks/new?staff=ines-carvalho&from=${dayAhead(3)}T07:00&until=${dayAhead(9)}T20:00`)],
  ["a block", async (page) => {
    const date = dayAhead(isPhone(page) ? 200 : 201);
    await page.goto(`/admin/blocks/new?staff=ines-carvalho&from=${date}T20:00&until=${date}T21:00&reason=Choir&repeat=${dayAhead(210)}`);
    await press(page, /^Block /);
    await page.getByRole("link", { name: /^Change the blocked time/ }).first().click();
    await page.getByRole("button", { name: "Unblock this week" }).waitFor();
  }],
  ["booking for a caller refused", async (page) => {
    await page.goto("/admin/bookings/new?service=physiotherapy&q=zo");
    await press(page, "Book this appointment");
    await page.getByRole("alert").waitFor();
  }],
  ["a booking at the desk", async (page) => {
    await page.goto("/admin/bookings?status=confirmed&sort=starts");
    await page.goto((await page.locator("[data-booking]").nth(isPhone(page) ? 1 : 0).getByRole("link").first().getAttribute("href")) ?? "");
  }],
  ["editing it after somebody else did", async (page) => {
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    const other = await page.context().newPage();
    for (const one of [other, page]) {
      if (one === other) await one.goto(page.url());
      await one.getByLabel("Notes").fill(`${one === other ? "Theirs" : "Ours"} ${Date.now()}`);
      await press(one, "Save changes");
      if (one === other) await one.waitForURL(/\/admin\/bookings\/[^/]+$/);
    }
    await other.close();
    await page.getByRole("region", { name: "What changed meanwhile" }).waitFor();
  }],
  ["somebody is away", (page) => page.goto("/admin/away/new")],
  ["what becomes of each appointment", (page) => page.goto(`/admin/away/new?staff=${isPhone(page) ? "aylin-demir" : "priya-raman"}&from=${dayAhead(3)}T00:00&until=${dayAhead(20)}T23:59`)],
  ["what will happen", async (page) => {
    for (const [index, choice] of (await page.getByLabel(/What to do/).all()).entries()) {
      const option = choice.locator("option").filter({ hasText: index === 0 ? /^Offer / : "Leave it as it is" });
      await choice.selectOption(await option.getAttribute("value"));
    }
    await press(page, "See what will happen");
  }],
  ["an absence", async (page) => {
    await press(page, "Confirm and send now");
    await expect(async () => {
      await page.reload();
      await page.getByText("Waits for an answer").waitFor({ timeout: 200 });
    }).toPass();
  }],
  ["other times to choose from", async (page) => {
    const absence = page.url();
    await page.goto("/demo/mailbox");
    await page.goto((await page.locator("main article a[href*='/offer/']").first().getAttribute("href")) ?? "");
    await page.locator("[data-slot]").first().waitFor();
    before = absence;
  }],
  ["who is away", async (page) => {
    await page.goto(before);
    await press(page, /^Undo/);
    await page.getByText("It was undone").waitFor();
    await page.goto("/admin/away");
  }],
  ["importing, refused", async (page) => {
    await importFile(page, [["Name"], ["Nobody"]]);
    await page.getByRole("alert").waitFor();
  }],
  ["what an import would book", (page) => {
    const { date, start, mark } = sundayEvening();
    const row = (service: string, time: string) => [service, "Inês Carvalho", "lisbon-alcantara", date, time, mark, "", "+351 912 345 678"];
    return importFile(page, [["Service", "With", "Branch", "Date", "Start", "Name", "E-mail", "Phone"], row("Physiotherapy", start), row("Physiotherapy", "12:00"), row("Juggling", start)]);
  }],
  ["what became of it", async (page) => {
    await press(page, "Import these bookings");
    await page.getByText("Done").waitFor();
  }],
  ["bulk changes", (page) => page.goto("/admin/bulk")],
  ["what a bulk change would do", async (page) => {
    await page.goto("/admin/bookings?status=confirmed&status=cancelled");
    await page.getByLabel(/on this page/).check();
    await press(page, "Cancel");
    for (const named of await page.locator("details summary").all()) await named.click();
  }],
  ["what became of each in a bulk change", async (page) => {
    // Whom others booked meanwhile may have no address, or want no reminders.
    const visitor = newVisitor();
    await book(page, { service: "physiotherapy", visitor });
    await page.goto(`${page.url()}/cancel`);
    await press(page, "Cancel this appointment");
    await book(page, { service: "physiotherapy", visitor });
    await page.goto(`/admin/bookings?q=${encodeURIComponent(visitor.name)}`);
    await page.getByLabel(/on this page/).check();
    await press(page, "Send a reminder");
    await press(page, /^Send a reminder of /);
    await page.getByText("Reminded: 1. Left as they were: 1. Failed: 0.").waitFor();
  }],
  ["change of the clock", (page) => page.goto("/admin/clock-change")],
  ["messages", (page) => page.goto("/admin/deliveries")],
  ["a message", (page) => openFirst(page, "[data-message]")],
  ["times of reminders", (page) => page.goto("/admin/deliveries/reminders")],
  ["wording of messages", (page) => page.goto("/admin/deliveries/wording")],
  ["a wording, and what is wrong with it", async (page) => {
    await page.goto("/admin/deliveries/wording/moved");
    await page.getByLabel("Subject").fill("{strat}");
    await press(page, "Preview");
    await page.getByText("{strat} is not a value here").waitFor();
  }],
  ["services", (page) => page.goto("/admin/catalogue")],
  ["a new service, refused", async (page) => {
    await page.goto("/admin/catalogue/services/new");
    await page.getByRole("button", { name: "Add the service" }).last().click();
    await page.getByRole("alert").waitFor();
  }],
  ["a service’s questions", async (page) => {
    await page.goto("/admin/catalogue");
    await page.goto(`${await page.getByRole("link", { name: "First assessment" }).getAttribute("href")}/questions`);
  }],
  ["who does it", (page) => page.goto(page.url().replace("/questions", "/offers"))],
  ["archiving it", (page) => page.goto(page.url().replace("/offers", "/archive"))],
  ["staff", (page) => page.goto("/admin/catalogue/staff")],
  ["hours that leave appointments outside", async (page) => {
    await page.getByRole("link", { name: /^Hours of / }).first().click();
    for (const time of await page.locator("input[type=time]").all()) await time.fill("");
    await page.getByRole("button", { name: "Save the hours" }).last().click();
    await page.getByText("They stay as they are.").waitFor();
  }],
  ["somebody who can be booked", async (page) => {
    await page.goto("/admin/catalogue/staff");
    await page.getByRole("link", { name: "Tomás Figueira" }).first().click();
    await page.getByRole("button", { name: "Save changes" }).last().waitFor();
  }],
  ["a new branch", (page) => page.goto("/admin/catalogue/branches/new")],
  ["branches", (page) => page.goto("/admin/catalogue/branches")],
  ["closed days", (page) => page.goto("/admin/catalogue/holidays")],
  ["the company", (page) => page.goto("/admin/catalogue/company")],
];
