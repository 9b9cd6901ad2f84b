import { z } from "zod";
import { recordEvent } from "#app/audit/record.server.ts";
import { writing, type Db } from "#db/client.ts";
import { pinnedOfCompany, readCompany, writeCompany } from "#app/settings/company.server.ts";
import { DEFAULT_OFFSETS, OFFERED, offsetText } from "#app/settings/reminder-times.ts";
import { readReminderOffsets, writeReminderOffsets } from "#app/settings/reminders.server.ts";
import { changedFields } from "./changed-fields.ts";
import type { By, RowGround } from "./change.ts";
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
  reminders: z.array(z.enum(OFFERED.map(String))).default([]),
  version: z.string().max(60),
});

/** The company's settings as the form shows them. What the environment says wins, and the page says so. */
export function companyPage(db: Db) {
  const { reminders, ...company } = settingsOf(db);
  const now = { ...Object.fromEntries(Object.entries(company).map(([name, value]) => [name, String(value)])), reminders: reminders.map(offsetText).join(", ") };
  return { now, reminders: reminders.map(String), offered: OFFERED.map((minutes) => ({ value: String(minutes), label: offsetText(minutes) })), pinned: pinnedOfCompany(db), version: versionOf(settingsOf(db)) };
}

/** @throws AppError conflict on `version` */
export function saveCompany(ground: RowGround & { db: Db }, by: By, { version, reminders, ...form }: z.output<typeof CompanyForm>): void {
  writing(ground.db, (tx) => {
    const before = settingsOf(ground.db);
    assertVersion(before, version);
    const offsets = OFFERED.filter((minutes) => reminders.includes(String(minutes)));
    // A time that is not among those on offer was set by other means: it stays.
    const others = before.reminders.filter((minutes) => !OFFERED.some((offered) => offered === minutes));
    const isPinned = new Set<string>(pinnedOfCompany(ground.db));
    // What the environment says is not the page's to keep.
    const own = Object.fromEntries(Object.entries(form).filter(([name]) => !isPinned.has(name))) as Partial<typeof form>;
    const company = { ...own, weekStartsOn: Number(form.weekStartsOn) as 1 | 7, hourCycle: Number(form.hourCycle) as 12 | 24 };
    const after = { ...company, reminders: [...offsets, ...others].sort((a, b) => b - a) };
    const data = changedFields(before, after);
    if (data === null) return;
    writeCompany(tx, company, ground.clock());
    if (data.after.reminders) writeReminderOffsets(tx, after.reminders, ground.clock());
    recordEvent(tx, ground, { ...by, subjectType: "settings", subjectId: "company", action: "changed", data });
  });
}

function settingsOf(db: Db) {
  return { ...readCompany(db), reminders: readReminderOffsets(db) ?? [...DEFAULT_OFFSETS] };
}
