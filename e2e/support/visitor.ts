import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";

export interface Visitor {
  name: string;
  email: string;
}

/** Somebody nobody has met: the tests share one database. */
export function newVisitor(): Visitor {
  const mark = randomBytes(4).toString("hex");
  return { name: `Visitor ${mark}`, email: `visitor-${mark}@example.com` };
}

export async function fillPerson(page: Page, visitor: Visitor): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(visitor.name);
  await page.getByLabel("E-mail", { exact: true }).fill(visitor.email);
}
