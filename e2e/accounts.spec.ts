import type { Page } from "@playwright/test";
import { book, bookingOn } from "./support/booking.ts";
import { linkFor } from "./support/letters.ts";
import { fillSignIn, signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";
import { openDetails } from "./support/times.ts";
import { newVisitor } from "./support/visitor.ts";

const PASSWORD = "three short words";

test("Signing up brings a guest's earlier booking along, once the link was opened and a password set", async ({ page }) => {
  const { id, visitor } = await book(page, { service: "physiotherapy" });
  await askForAccount(page, { ...visitor, email: visitor.email.toUpperCase() });
  await page.goto("/bookings");
  await expect(page, "not signed in yet").toHaveURL(/\/sign-in\?next=/);
  await page.goto(await linkFor(page, visitor.email));
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Save the password" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Save the password" }).click();
  await expect(page).toHaveURL(/\/bookings$/);
  await expect(bookingOn(page)).toHaveAttribute("data-booking", id);
});

test("A link for an account works once", async ({ page }) => {
  const visitor = newVisitor();
  await askForAccount(page, visitor);
  const link = await linkFor(page, visitor.email);
  await setPassword(page, link);
  await page.getByRole("button", { name: "Sign out" }).click();
  const answer = await page.goto(link);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("This link");
});

test("Signing out ends the session", async ({ page }) => {
  await signIn(page, "user@frontdesk.test");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await page.goto("/bookings");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("A wrong password and an unknown address get the same answer, and the address is kept", async ({ page }) => {
  await page.goto("/sign-in");
  await fillSignIn(page, "user@frontdesk.test", "not this one");
  const told = await page.getByRole("alert").innerText();
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue("user@frontdesk.test");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  await fillSignIn(page, newVisitor().email, "not this one");
  expect(await page.getByRole("alert").innerText()).toBe(told);
});

test("Whoever has to sign in goes on to where they wanted, and never to another site", async ({ page }) => {
  await page.goto("/bookings?tab=past");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillSignIn(page, "user@frontdesk.test", "frontdesk-demo");
  await expect(page).toHaveURL(/\/bookings\?tab=past$/);
  for (const foreign of ["https://evil.example", "//evil.example", "/\\evil.example"]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(foreign)}`);
    expect(new URL(page.url()).pathname).toBe("/bookings");
  }
});

test("A forgotten password is replaced by a link, the same for an address nobody knows", async ({ page }) => {
  const visitor = newVisitor();
  await askForAccount(page, visitor);
  await setPassword(page, await linkFor(page, visitor.email));
  await page.getByRole("button", { name: "Sign out" }).click();
  for (const email of [newVisitor().email, visitor.email]) {
    await page.goto("/forgot-password");
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await page.getByRole("button", { name: "Send me the link" }).click();
    await expect(page).toHaveURL(/\/link-sent$/);
  }
  await setPassword(page, await linkFor(page, visitor.email), "four words not three");
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, visitor.email, "four words not three");
});

test("Who is signed in finds their details filled in", async ({ page }) => {
  await signIn(page, "user@frontdesk.test");
  await openDetails(page, { service: "physiotherapy" });
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue("user@frontdesk.test");
  await expect(page.getByLabel("Name", { exact: true })).not.toHaveValue("");
});

async function askForAccount(page: Page, { name, email }: { name: string; email: string }) {
  await page.goto("/sign-up");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByRole("button", { name: "Send me the link" }).click();
  await expect(page).toHaveURL(/\/link-sent$/);
}

async function setPassword(page: Page, link: string, password = PASSWORD) {
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Save the password" }).click();
  await expect(page).toHaveURL(/\/bookings$/);
}
