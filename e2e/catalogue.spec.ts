import { expectBooking } from "./support/booking.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";
import { openDetails, weekAhead } from "./support/times.ts";
import { fillPerson, newVisitor } from "./support/visitor.ts";

test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

test("An administrator adds a person, a service and a question, a visitor books it, and a day off lists the appointment before it is saved", async ({ page, browser }) => {
  const visitor = newVisitor();
  const mark = visitor.name.slice(-8);
  await signIn(page, "admin@frontdesk.test");

  await page.goto("/admin/catalogue/staff");
  await page.getByRole("link", { name: "Add a person" }).click();
  await page.getByLabel("Name", { exact: true }).fill(`Vera ${mark}`);
  await page.getByLabel("E-mail", { exact: true }).fill(`vera-${mark}@example.com`);
  await page.getByRole("button", { name: "Add the person" }).last().click();
  const person = page.url().replace("/offers", "");

  await page.goto("/admin/catalogue");
  await page.getByRole("link", { name: "Add a service" }).click();
  await page.getByLabel("How long", { exact: true }).fill("twenty");
  await page.getByLabel("Short name for links").fill(`taping-${mark}`);
  await page.getByRole("button", { name: "Add the service" }).last().click();
  await expect(page.getByRole("alert")).toContainText("Please give the service a name.");
  await expect(page.getByLabel("How long", { exact: true })).toHaveValue("twenty");
  await page.getByLabel("Name", { exact: true }).fill(`Taping ${mark}`);
  await page.getByLabel("How long", { exact: true }).fill("20 min");
  await page.getByRole("button", { name: "Add the service" }).last().click();
  await page.getByRole("group", { name: "Lisbon, Alcântara" }).getByLabel(`Vera ${mark}`).check();
  await page.getByRole("button", { name: "Save", exact: true }).last().click();
  const service = page.url().replace("/offers", "");

  await page.goto(`${service}/questions`);
  await page.getByLabel("Question", { exact: true }).fill("Which sport?");
  await page.getByLabel("How it is answered").selectOption("One of a list");
  await page.getByLabel("Choices").fill("Running\nRowing");
  await page.getByLabel("An answer is required").check();
  await page.getByRole("button", { name: "Save the questions" }).last().click();
  await expect(page.getByLabel("Question", { exact: true })).toHaveCount(2);

  const context = await browser.newContext({ javaScriptEnabled: false });
  const stranger = await context.newPage();
  const startsAt = await openDetails(stranger, { service: `taping-${mark}`, week: weekAhead(3) });
  await fillPerson(stranger, visitor);
  await stranger.getByLabel("Which sport?").selectOption("Rowing");
  await stranger.getByRole("button", { name: /^Book / }).click();
  await expectBooking(stranger, { status: "confirmed", startsAt });
  await context.close();

  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Lisbon" }).format(Date.parse(startsAt));
  await page.goto(`${person}/hours`);
  await page.getByLabel("Day 1", { exact: true }).fill(day);
  await page.getByRole("button", { name: "Save the hours" }).last().click();
  await expect(page.getByRole("status")).toContainText("1 appointment lies outside the new hours");
  await expect(page.getByRole("status").getByRole("link", { name: new RegExp(visitor.name) })).toBeVisible();
  await expect(page.getByLabel("Day 1", { exact: true })).toHaveValue(day);
  await page.getByRole("button", { name: "Save anyway" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await page.goto(`/book/taping-${mark}?branch=lisbon-alcantara&week=${weekAhead(3)}`);
  await expect(page.locator(`.week [data-slot^="${startsAt.slice(0, 10)}"]`)).toHaveCount(0);

  for (const [address, button] of [[service, "Archive anyway"], [person, "Archive anyway"]] as const) {
    await page.goto(`${address}/archive`);
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("status")).toContainText("Archived");
  }
  expect((await page.goto(`/book/taping-${mark}`))?.status()).toBe(404);
});
