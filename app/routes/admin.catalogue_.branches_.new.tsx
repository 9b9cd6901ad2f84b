import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { addBranch } from "#app/catalog/add-branch.server.ts";
import { NewBranchForm } from "#app/catalog/branch-form.ts";
import { BranchFields } from "#app/components/branch-fields.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";

export const loader = admin.query(async ({ ctx }) => ({ timeZone: readCompany(ctx.app.db).timeZone }));

export const action = admin.input({ form: NewBranchForm }).mutation(async ({ input, ctx }) => {
  const { name } = addBranch(ctx.app, atDesk(ctx), input.form);
  return redirectWithFlash(paths.adminBranches(), { tone: "success", text: `${name} was added. Say of each service who does it there.` });
});

export const meta: MetaFunction = () => [{ title: "Add a branch" }];

export default function NewBranchPage() {
  const { timeZone } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, { timeZone });
  return (
    <Page title="Add a branch" back={{ href: paths.adminBranches(), label: "Branches" }}>
      <Card><CatalogueForm form={form} save="Add the branch" backHref={paths.adminBranches()}><BranchFields form={form} /></CatalogueForm></Card>
    </Page>
  );
}
