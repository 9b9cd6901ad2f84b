import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";

/** Bring rows as a CSV file; the page stands at what would become of each. */
export async function importFile(page: Page, rows: string[][]): Promise<void> {
  const text = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");
  await page.goto("/admin/import");
  await page.getByLabel("CSV file").setInputFiles({ name: "bookings.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "See what would be booked" }).click();
}

/** A time nobody works at and hardly another test asks for, and a word that is in no other name. */
export function sundayEvening(): { date: string; start: string; mark: string } {
  const [weeks = 0, hour = 0] = randomBytes(2).map((byte) => byte % 4);
  const day = new Date(Date.now() + (28 + weeks * 7) * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((7 - day.getUTCDay()) % 7));
  return { date: day.toISOString().slice(0, 10), start: `${19 + hour}:00`, mark: randomBytes(3).toString("hex") };
}
