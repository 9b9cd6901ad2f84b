import { z } from "zod";
import { recordEvent } from "#app/audit/record.server.ts";
import { writing, type Db } from "#db/client.ts";
import { pinnedOfCompany, readCompany, writeCompany } from "#app/settings/company.server.ts";
import { changedFields } from "./changed-fields.ts";
import type { By, RowDeps } from "./change.ts";
import { text, timeZone } from "./schema.ts";
import { assertVersion, versionOf } from "./version.server.ts";

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

export const CompanyForm = z.object({
  name: text("the company's name", 80),
  timeZone,
  weekStartsOn: z.enum(["1", "7"], "Please choose a day."),
  hourCycle: z.enum(["24", "12"], "Please choose how times are written."),
  currency: z.string("Please give a currency.").trim().toUpperCase().refine((code) => CURRENCIES.has(code), "Please give a currency such as EUR or USD."),
  brandHue: z.coerce.number("Please give a number from 0 to 359.").int("Please give a whole number.").min(0, "Please give a number from 0 to 359.").max(359, "Please give a number from 0 to 359."),
  version: z.string().max(60),
});

/** The company's settings as the form shows them. The environment wins, and the page says so. */
export function companyPage(db: Db) {
  const company = readCompany(db);
  const now = Object.fromEntries(Object.entries(company).map(([name, value]) => [name, String(value)]));
  return { now, pinned: pinnedOfCompany(db), version: versionOf(company) };
}

/** @throws AppError conflict on `version` */
export function saveCompany(deps: RowDeps & { db: Db }, by: By, { version, ...form }: z.output<typeof CompanyForm>): void {
  writing(deps.db, (tx) => {
    const before = readCompany(deps.db);
    assertVersion(before, version);
    const typed = { ...form, weekStartsOn: Number(form.weekStartsOn) as 1 | 7, hourCycle: Number(form.hourCycle) as 12 | 24 };
    // Values from the environment are not stored by the page.
    const isPinned = new Set<string>(pinnedOfCompany(deps.db));
    const after = Object.fromEntries(Object.entries(typed).filter(([name]) => !isPinned.has(name))) as Partial<typeof typed>;
    const data = changedFields(before, after);
    if (data === null) return;
    writeCompany(tx, after, deps.clock());
    recordEvent(tx, deps, { ...by, subjectType: "settings", subjectId: "company", action: "changed", data });
  });
}
