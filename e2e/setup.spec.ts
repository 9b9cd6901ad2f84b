import { expectBooking } from "./support/booking.ts";
import { withOwnServer } from "./support/own-server.ts";
import type { OwnServer } from "./support/server.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test as shared } from "./support/test.ts";
import { takeTime, weekAhead } from "./support/times.ts";
import { fillPerson, newVisitor } from "./support/visitor.ts";

const PASSWORD = "three short words";
const administrator = { name: "Ana Duarte", email: "ana@example.com" };

/** A first start: the folder is empty, and nobody knows anything yet. */
const test = shared.extend<{ server: OwnServer }>({
  server: async ({}, use) => withOwnServer({}, use),
  baseURL: async ({ server }, use) => use(server.url),
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("The printed link sets everything up, a stranger books there, and the administrator signs in", async ({ page, server, browser, contextOptions }) => {
      const link = server.setupUrl ?? "";
      await page.goto(link);
      await page.getByLabel("Your name", { exact: true }).fill(administrator.name);
      await page.getByLabel("Your e-mail", { exact: true }).fill("not an address");
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      const company = page.locator("section, form", { has: page.getByRole("heading", { name: "The company" }) }).last();
      await company.getByLabel("Name", { exact: true }).fill("Nine & Sons <Tailors>");
      const branch = page.locator("section, form", { has: page.getByRole("heading", { name: "The first branch" }) }).last();
      await branch.getByLabel("Name", { exact: true }).fill("Old Town");
      await branch.getByLabel("Its time zone").selectOption("Europe/Berlin");
      await page.getByLabel("What can be booked").fill("Fitting");
      await page.getByLabel("Minutes").fill("40");
      await page.getByLabel(/^Price in/).fill("25");
      await page.getByLabel("Sunday").check();
      await page.getByLabel("Monday").uncheck();
      await page.getByLabel("From", { exact: true }).fill("10:00");
      await page.getByRole("button", { name: "Set up Frontdesk" }).click();

      await expect(page.getByRole("alert").getByRole("link", { name: /e-mail/ })).toHaveAttribute("href", "#email");
      await expect(page.getByRole("alert").getByRole("link", { name: /address\.$/ })).toHaveAttribute("href", "#address");
      await expect(page.getByLabel("Your name", { exact: true })).toHaveValue(administrator.name);
      await expect(page.getByLabel("Your e-mail", { exact: true })).toHaveValue("not an address");
      await expect(page.getByLabel("Password", { exact: true }), "passwords are never sent back").toHaveValue("");
      await expect(company.getByLabel("Name", { exact: true })).toHaveValue("Nine & Sons <Tailors>");
      await expect(branch.getByLabel("Its time zone")).toHaveValue("Europe/Berlin");
      await expect(page.getByLabel("Minutes")).toHaveValue("40");
      await expect(page.getByLabel(/^Price in/)).toHaveValue("25");
      await expect(page.getByLabel("Sunday")).toBeChecked();
      await expect(page.getByLabel("Monday")).not.toBeChecked();
      await expect(page.getByLabel("From", { exact: true })).toHaveValue("10:00");

      await page.getByLabel("Your e-mail", { exact: true }).fill(administrator.email);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByLabel("Address", { exact: true }).fill("Long Lane 9");
      await page.getByRole("button", { name: "Set up Frontdesk" }).click();
      await expect(page).toHaveURL(/\/bookings$/);
      await expect(page.getByText("Frontdesk is set up")).toBeVisible();

      const answer = await page.goto(link);
      expect(answer?.status(), "the link is dead").toBe(404);

      const strangers = await browser.newContext({ ...contextOptions, baseURL: server.url });
      const stranger = await strangers.newPage();
      await stranger.goto("/book");
      await expect(stranger).toHaveURL(/\/book\/fitting\?branch=old-town/);
      await stranger.goto(`${stranger.url()}&week=${weekAhead(1)}`);
      const startsAt = await takeTime(stranger);
      expect(hourInBerlin(startsAt)).toBeGreaterThanOrEqual(10);
      await fillPerson(stranger, newVisitor());
      await stranger.getByRole("button", { name: /^Book / }).click();
      await expectBooking(stranger, { status: "confirmed", startsAt });
      for (const text of ["Fitting", administrator.name, "Long Lane 9", "40 min"]) await expect(stranger.locator("main")).toContainText(text);
      await expect(stranger.locator("body")).toContainText("Nine & Sons <Tailors>");

      await signIn(stranger, administrator.email, PASSWORD);
      await stranger.goto("/bookings");
      await expectBooking(stranger, { status: "confirmed", startsAt });
      await strangers.close();
    });
  });
}

test("Before it is set up no page shows the link's token, and a guessed one finds nothing", async ({ page, server }) => {
  const token = new URL(server.setupUrl ?? "").searchParams.get("token") ?? "";
  expect(token.length).toBeGreaterThan(20);
  for (const path of ["/", "/book", "/sign-in"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    expect(await page.content(), path).not.toContain(token);
  }
  for (const guess of ["", "?token=", "?token=guessed", `?token=${token.toLowerCase()}x`]) {
    expect((await page.goto(`/setup${guess}`))?.status(), guess).toBe(404);
  }
  const sent = await page.request.post("/setup?token=guessed", { form: { ...administrator, password: PASSWORD }, headers: { Origin: server.url } });
  expect(sent.status()).toBe(404);
});

function hourInBerlin(iso: string): number {
  return Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: "Europe/Berlin" }).format(new Date(iso)));
}
