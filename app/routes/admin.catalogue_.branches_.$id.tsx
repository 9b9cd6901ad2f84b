import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { BranchForm, branchOf } from "#app/catalog/branch-form.ts";
import { branchPage } from "#app/catalog/branches-page.server.ts";
import { changeBranch } from "#app/catalog/change-branch.server.ts";
import { BRANCH_LABELS, BranchFields } from "#app/components/branch-fields.tsx";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string().min(1).max(60) });

export const loader = admin.input({ params }).query(async ({ input, ctx }) => branchPage(ctx.app, input.params.id));

export const action = admin.input({ params, form: BranchForm }).mutation(async ({ input, ctx }) => {
  const { version, ...form } = input.form;
  changeBranch(ctx.app, atDesk(ctx), input.params.id, { change: branchOf(form), version });
  ctx.app.gateway.forget();
  return redirectWithFlash(paths.adminBranch(input.params.id), { tone: "success", text: "Saved." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.name ?? "Branch" }];

export default function BranchPage() {
  const { id, name, isActive, now, version, isWithCalcom } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, now);
  return (
    <Page
      title={name}
      back={{ href: paths.adminBranches(), label: "Branches" }}
      actions={
        <ButtonLink tone="quiet" href={paths.adminArchive("branches", id)}>
          {isActive ? "Archive" : "Bring back"}
        </ButtonLink>
      }
    >
      {!isActive && <Notice>It is in the archive: nothing can be booked there.</Notice>}
      {isWithCalcom && <Notice>Event types at Cal.com keep an address of their own: change it there as well.</Notice>}
      <Card>
        <CatalogueForm form={form} standing={{ now, version, labels: BRANCH_LABELS }} save="Save changes" backHref={paths.adminBranches()}>
          <BranchFields form={form} />
        </CatalogueForm>
      </Card>
    </Page>
  );
}
