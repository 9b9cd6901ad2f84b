import { parse } from "./support/csv.ts";
import { importFile, sundayEvening } from "./support/import.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";
import { newVisitor } from "./support/visitor.ts";

test("An administrator types a search that sends itself, narrows it, keeps it as a view and clears it", async ({ page }) => {
  await signIn(page, "admin@frontdesk.test");
  await page.goto("/admin/bookings");
  await page.getByRole("searchbox").pressSequentially("zofia");
  await expect(page).toHaveURL(/q=zofia/);
  await expect(page.getByRole("searchbox")).toBeFocused();
  for (const row of await page.locator("[data-booking]").allTextContents()) expect(row.toLowerCase()).toContain("zofia");

  await page.getByLabel("Confirmed").check();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/status=confirmed/);
  await expect(page.locator("[data-booking]:not([data-status=confirmed])")).toHaveCount(0);

  // What an earlier try kept stands there as well.
  const { name } = newVisitor();
  await page.getByText(/^Save (this view|or change views)$/).click();
  await page.getByLabel("Name for these filters").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("navigation", { name: "Your views" }).getByRole("link", { name })).toHaveAttribute("aria-current", "true");

  const found = await page.locator("[data-total]").textContent();
  await page.getByRole("link", { name: "Reset all", exact: true }).click();
  await expect(page).toHaveURL(/\/admin\/bookings$/);
  await expect(page.getByRole("searchbox")).toHaveValue("");
  await expect(page.locator("[data-total]"), "others book meanwhile, so only: more than before").not.toHaveText(found ?? "");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("A file is shown before anything is booked, then what can be is booked, and what cannot comes back as a file", async ({ page }) => {
    await signIn(page, "admin@frontdesk.test");
    const { date, start, mark } = sundayEvening();
    const row = (service: string, name: string) => [service, "Tomás Figueira", "lisbon-alcantara", date, start, name, "", "+351 912 345 678"];
    await page.goto("/admin/import");
    await page.getByRole("button", { name: "See what would be booked" }).click();
    await expect(page.getByRole("alert")).toContainText("Please choose a file.");
    await importFile(page, [["Service", "With", "Branch", "Date", "Start", "Name", "E-mail", "Phone"], row("Physiotherapy", `Rui ${mark}`), row("Juggling", "=Eva"), row("Physiotherapy", "Two, at once")]);
    const line = (number: number) => page.locator(`[data-line="${number}"]`);
    await expect(line(2)).toContainText("Outside the hours of Tomás Figueira");
    await expect(line(3)).toContainText("Unknown service: Juggling");
    await expect(line(4)).toContainText("Line 2 takes that time");

    await page.getByLabel("Reason to book times that are not on offer").fill("Agreed on the telephone.");
    await page.getByRole("button", { name: "Import these bookings" }).click();
    // The page shows itself anew, without anybody's doing.
    await expect(page.getByText("Booked: 1. There already: 0. Refused: 2.")).toBeVisible({ timeout: 15_000 });
    await expect(line(4)).toContainText(`Tomás Figueira has Rui ${mark} then`);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Refused rows as CSV" }).click();
    const [header = [], ...refused] = parse((await (await (await download).createReadStream()).toArray()).join(""));
    expect(refused.map((cells) => ["Line", "Refused because", "Name"].map((name) => cells[header.indexOf(name)]))).toEqual([
      ["3", "Unknown service: Juggling", "'=Eva"],
      ["4", expect.stringContaining(`Tomás Figueira has Rui ${mark} then`), "Two, at once"],
    ]);

    await page.getByRole("link", { name: "Another file" }).click();
    await page.locator("[data-import]").first().getByRole("link").click();
    await line(2).getByRole("link").click();
    await expect(page.locator("[data-booking]")).toHaveAttribute("data-status", "confirmed");
    await expect(page.locator(".timeline")).toContainText("Booked, outside the rules: “Agreed on the telephone.”");
  });
});
