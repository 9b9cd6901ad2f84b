import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { addService } from "#app/catalog/add-service.server.ts";
import { NEW_SERVICE, NewServiceForm } from "#app/catalog/service-form.server.ts";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { Card } from "#app/components/card.tsx";
import { Page } from "#app/components/page.tsx";
import { ServiceFields } from "#app/components/service-fields.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";

export const loader = admin.query(async ({ ctx }) => ({ currency: readCompany(ctx.app.db).currency, defaults: NEW_SERVICE }));

export const action = admin.input({ form: NewServiceForm }).mutation(async ({ input, ctx }) => {
  const { id, name } = addService(ctx.app, atDesk(ctx), input.form);
  return redirectWithFlash(paths.adminOffers("services", id), { tone: "success", text: `${name} was added. Say who does it, and it can be booked.` });
});

export const meta: MetaFunction = () => [{ title: "Add a service" }];

export default function NewServicePage() {
  const { currency, defaults } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, defaults);
  return (
    <Page title="Add a service" back={{ href: paths.adminCatalogue(), label: "Services" }}>
      <Card><CatalogueForm form={form} save="Add the service" backHref={paths.adminCatalogue()}><ServiceFields form={form} currency={currency} /></CatalogueForm></Card>
    </Page>
  );
}
