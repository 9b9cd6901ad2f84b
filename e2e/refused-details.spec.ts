import { bookingOn } from "./support/booking.ts";
import { expect, test } from "./support/test.ts";
import { openDetails } from "./support/times.ts";
import { fillPerson, newVisitor } from "./support/visitor.ts";

test("An empty form names everything that is missing, with links to the fields", async ({ page }) => {
  await openDetails(page, { service: "first-assessment" });
  await page.getByRole("button", { name: /^Book / }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("Please tell us your name.");
  await expect(summary.getByRole("link", { name: "What brings you to us?" })).toHaveAttribute("href", "#answers-reason");
  await summary.getByRole("link", { name: "Please give your e-mail address." }).click();
  await expect(page).toHaveURL(/#email$/);
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("button", { name: /^Book / })).toBeVisible();
});

test("A wrong e-mail address and a missing answer are told, and everything typed is kept", async ({ page }) => {
  const start = await openDetails(page, { service: "first-assessment" });
  await page.getByLabel("Name", { exact: true }).fill("Zoë <b>O’Hara</b> 木村");
  await page.getByLabel("E-mail", { exact: true }).fill("not an address");
  await page.getByLabel("Yes", { exact: true }).check();
  const texts = page.getByLabel(/^Text me reminders and changes/);
  await expect(texts).not.toBeChecked();
  await texts.check();
  await page.getByLabel(/Earlier injuries/).fill("First line\nsecond line");
  await page.getByLabel(/Anything we should know/).fill('He said "no" & left.');
  await page.getByLabel(/Who else is coming/).fill("friend@example.com");
  await page.getByRole("button", { name: /^Book / }).click();
  await expect(page.getByRole("alert").getByRole("link", { name: /e-mail address such as/ })).toHaveAttribute("href", "#email");
  await expect(page.getByRole("alert").getByRole("link", { name: /country code/ })).toHaveAttribute("href", "#phone");
  await page.getByLabel(/^Phone/).fill("+351 912 345 678");
  await page.getByLabel("E-mail", { exact: true }).fill(newVisitor().email);
  await page.getByRole("button", { name: /^Book / }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveAttribute("href", "#answers-reason");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Zoë <b>O’Hara</b> 木村");
  await expect(page.getByLabel("Yes", { exact: true })).toBeChecked();
  await expect(texts).toBeChecked();
  await expect(page.getByLabel(/^Phone/)).toHaveValue("+351 912 345 678");
  await expect(page.getByLabel(/Earlier injuries/)).toHaveValue("First line\nsecond line");
  await expect(page.getByLabel(/Anything we should know/)).toHaveValue('He said "no" & left.');
  await expect(page.getByLabel(/Who else is coming/)).toHaveValue("friend@example.com");
  await page.getByLabel("What brings you to us?").selectOption("After surgery");
  await page.getByRole("button", { name: /^Book / }).click();
  await expect(bookingOn(page)).toHaveAttribute("data-starts-at", start);
  await expect(page.locator("main")).toContainText('He said "no" & left.');
});

test("One wrong address among the guests is named", async ({ page }) => {
  await openDetails(page, { service: "physiotherapy" });
  await fillPerson(page, newVisitor());
  await page.getByLabel(/Who else is coming/).fill("friend@example.com, nobody");
  await page.getByRole("button", { name: /^Book / }).click();
  await expect(page.getByRole("alert")).toContainText("“nobody” is not an e-mail address.");
  await expect(page.getByLabel(/Who else is coming/)).toHaveValue("friend@example.com, nobody");
});
