import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { auditEvents } from "#db/schema/records.ts";
import { testDatabase } from "#db/testing.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { pinCompany, readCompany, writeCompany } from "#app/settings/company.server.ts";
import { CompanyForm, companyPage, saveCompany } from "./company.server.ts";

const by = { actor: "admin:boss", source: "admin" } as const;

function deps() {
  return { db: testDatabase(), clock: () => 1, random: systemRandom };
}
const typed = (db: ReturnType<typeof deps>["db"], change: Record<string, unknown> = {}) => {
  const { now, version } = companyPage(db);
  return CompanyForm.parse({ ...now, version, ...change });
};

test("the company's settings are saved once, told in the history, and not over somebody else's", () => {
  const app = deps();
  const old = typed(app.db, { name: "Old form" });
  saveCompany(app, by, typed(app.db, { name: "Harbour", currency: "usd", hourCycle: "12", brandHue: "30" }));
  expect(readCompany(app.db)).toMatchObject({ name: "Harbour", currency: "USD", hourCycle: 12, brandHue: 30, weekStartsOn: 1 });
  expect(() => saveCompany(app, by, old)).toThrow("Somebody else changed this");
  saveCompany(app, by, typed(app.db));
  const [event, ...others] = app.db.select().from(auditEvents).all();
  expect([JSON.parse(event!.data!), others]).toMatchObject([{ before: { name: "Frontdesk" }, after: { name: "Harbour", currency: "USD" } }, []]);
});

test("what the environment says is not kept as the page's, and comes off with the variable", () => {
  const app = deps();
  writing(app.db, (tx) => {
    writeCompany(tx, { name: "From page" }, 1);
    pinCompany(tx, { companyName: "From env" }, 1);
  });
  expect(companyPage(app.db)).toMatchObject({ pinned: ["name"], now: { name: "From env" } });
  saveCompany(app, by, typed(app.db, { name: "Typed", currency: "USD" }));
  writing(app.db, (tx) => pinCompany(tx, {}, 2));
  expect(readCompany(app.db)).toMatchObject({ name: "From page", currency: "USD" });
});

test("what is no currency and no hue is refused where it stands", () => {
  const { now } = companyPage(deps().db);
  expect(CompanyForm.safeParse({ ...now, version: "v", currency: "EURO", brandHue: "360" }).error!.issues.map(({ path }) => path[0])).toEqual(["currency", "brandHue"]);
});
