import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { addPerson } from "#app/catalog/add-person.server.ts";
import { officeHours } from "#app/catalog/hours-form.ts";
import { NewPersonForm } from "#app/catalog/person-form.ts";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { SelectField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { PersonFields } from "#app/components/person-fields.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { zoneOptionsWith } from "#app/lib/zones.ts";
import { readCompany } from "#app/settings/company.server.ts";

export const loader = admin.query(async ({ ctx }) => ({ timeZone: readCompany(ctx.app.db).timeZone }));

export const action = admin.input({ form: NewPersonForm }).mutation(async ({ input, ctx }) => {
  const { timeZone, ...person } = input.form;
  const { id, name } = await addPerson(ctx.app, atDesk(ctx), person, officeHours(timeZone));
  if (ctx.app.hosts.write === null) return redirectWithFlash(paths.adminMapping(), { tone: "success", text: `${name} was added. Say who they are at Cal.com.` });
  return redirectWithFlash(paths.adminOffers("staff", id), { tone: "success", text: `${name} was added, with office hours to begin with. Say what they do.` });
});

export const meta: MetaFunction = () => [{ title: "Add a person" }];

export default function NewPersonPage() {
  const { timeZone } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, { timeZone });
  return (
    <Page title="Add a person" lede="Somebody who takes appointments." back={{ href: paths.adminStaff(), label: "Staff and hours" }}>
      <Card>
        <CatalogueForm form={form} save="Add the person" backHref={paths.adminStaff()}>
          <PersonFields form={form} />
          <SelectField name="timeZone" label="Time zone" options={zoneOptionsWith(timeZone)} defaultValue={form.value("timeZone")} error={form.error("timeZone")} />
        </CatalogueForm>
      </Card>
    </Page>
  );
}
