import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { CompanyForm, companyPage, saveCompany } from "#app/catalog/company.server.ts";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { CatalogueTabs } from "#app/components/catalogue-tabs.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { zoneOptionsWith } from "#app/lib/zones.ts";

export const loader = admin.query(async ({ ctx }) => companyPage(ctx.app.db));

export const action = admin.input({ form: CompanyForm }).mutation(async ({ input, ctx }) => {
  saveCompany(ctx.app, atDesk(ctx), input.form);
  return redirectWithFlash(paths.adminCompany(), { tone: "success", text: "Saved." });
});

export const meta: MetaFunction = () => [{ title: "Company" }];

const LABELS = { name: "Name", timeZone: "Time zone", weekStartsOn: "Week starts on", hourCycle: "Time format", currency: "Currency", brandHue: "Brand hue" } as const;
const PINNED = { name: "COMPANY_NAME", timeZone: "TIME_ZONE" } as Record<string, string>;

export default function CompanyPage() {
  const { now, version, pinned } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, now);
  const field = (name: keyof typeof LABELS, hint?: string) => ({
    name,
    label: LABELS[name],
    hint: pinned.some((one) => one === name) ? `${PINNED[name]} in the environment sets this, and overrides what is chosen here.` : hint,
    defaultValue: form.value(name),
    error: form.error(name),
  });
  return (
    <Page title="Catalogue" lede="Settings for the whole company.">
      <CatalogueTabs here="company" />
      <Card>
        <CatalogueForm form={form} standing={{ now, version, labels: LABELS }} save="Save changes" backHref={paths.adminCatalogue()}>
          <TextField {...field("name", "Shown at the top of every page.")} required maxLength={80} autoComplete="organization" />
          <SelectField {...field("timeZone", "For the desk; each branch has its own.")} options={zoneOptionsWith(form.value("timeZone"))} />
          <div className="halves halves-close">
            <SelectField {...field("weekStartsOn")} options={[{ value: "1", label: "Monday" }, { value: "7", label: "Sunday" }]} />
            <SelectField {...field("hourCycle")} options={[{ value: "24", label: "14:30" }, { value: "12", label: "2:30 pm" }]} />
            <TextField {...field("currency", "Such as EUR or USD. Prices keep their numbers.")} required maxLength={3} />
            <TextField {...field("brandHue", "0 red, 120 green, 255 blue, 359 red again.")} required inputMode="numeric" maxLength={3} />
          </div>
          <p className="field-hint">When customers are reminded is set on <a href={paths.adminReminders()}>Times of reminders</a>.</p>
        </CatalogueForm>
      </Card>
    </Page>
  );
}
