import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { auditEvents } from "#db/schema/records.ts";
import { testDatabase } from "#db/testing.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { pinCompany, readCompany } from "#app/settings/company.server.ts";
import { readReminderOffsets, writeReminderOffsets } from "#app/settings/reminders.server.ts";
import { CompanyForm, companyPage, saveCompany } from "./company.server.ts";

const by = { actor: "admin:boss", source: "admin" } as const;

function ground() {
  return { db: testDatabase(), clock: () => 1, random: systemRandom };
}
const typed = (db: ReturnType<typeof ground>["db"], change: Record<string, unknown> = {}) => {
  const { now, version, reminders } = companyPage(db);
  return CompanyForm.parse({ ...now, reminders, version, ...change });
};

test("the company's settings are saved once, told in the history, and not over somebody else's", () => {
  const app = ground();
  const old = typed(app.db, { name: "Old form" });
  saveCompany(app, by, typed(app.db, { name: "Harbour", currency: "usd", hourCycle: "12", brandHue: "30", reminders: ["2880"] }));
  expect(readCompany(app.db)).toMatchObject({ name: "Harbour", currency: "USD", hourCycle: 12, brandHue: 30, weekStartsOn: 1 });
  expect(readReminderOffsets(app.db)).toEqual([2_880]);
  expect(() => saveCompany(app, by, old)).toThrow("Somebody else changed this");
  saveCompany(app, by, typed(app.db));
  const [event, ...others] = app.db.select().from(auditEvents).all();
  expect([JSON.parse(event!.data!), others]).toMatchObject([{ before: { name: "Frontdesk" }, after: { name: "Harbour", reminders: [2_880] } }, []]);
});

test("a reminder at a time the page does not offer stays, and the environment is said to win", () => {
  const app = ground();
  writing(app.db, (tx) => {
    writeReminderOffsets(tx, [1_440, 30], 1);
    pinCompany(tx, { companyName: "From env" }, 1);
  });
  expect(companyPage(app.db)).toMatchObject({ pinned: ["name"], now: { name: "From env" } });
  saveCompany(app, by, typed(app.db, { reminders: [] }));
  expect(readReminderOffsets(app.db)).toEqual([30]);
  expect(CompanyForm.safeParse({ ...companyPage(app.db).now, reminders: [], version: "v", currency: "EURO", brandHue: "360" }).error!.issues.map(({ path }) => path[0])).toEqual(["currency", "brandHue"]);
});
