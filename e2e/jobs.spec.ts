import Database from "better-sqlite3";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

/** A job of the shared server that was given up. */
function giveUp(why: string): void {
  const db = new Database(".cache/e2e-data/frontdesk.db");
  db.prepare(`INSERT INTO jobs (kind, payload, due_at, attempts, failure, dead_at, created_at) VALUES ('reread-booking', '{"uid":"nobody"}', 0, 12, ?, 1, 0)`).run(why);
  db.close();
}

test("What the server gave up is seen by an administrator, and tried again or left", async ({ page }) => {
  const [first, second] = [`The first reason ${Date.now()}`, `The second reason ${Date.now()}`];
  giveUp(first);
  giveUp(second);
  const row = (why: string) => page.getByRole("row").filter({ hasText: why });
  await signIn(page, "admin@frontdesk.test");
  await page.goto("/admin/calcom/jobs");
  await expect(row(first)).toContainText("Read a booking again");
  await row(first).getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("It is being tried again.")).toBeVisible();
  await expect(row(first)).toHaveCount(0);
  await row(second).getByRole("button", { name: "Leave it" }).click();
  await expect(page.getByText("It was dismissed.")).toBeVisible();
  await expect(row(second)).toHaveCount(0);
});
