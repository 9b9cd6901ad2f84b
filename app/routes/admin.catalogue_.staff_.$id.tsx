import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { changePerson } from "#app/catalog/change-person.server.ts";
import { PersonForm } from "#app/catalog/person-form.ts";
import { personPage } from "#app/catalog/staff-page.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { PERSON_LABELS, PersonFields } from "#app/components/person-fields.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string().min(1).max(60) });

export const loader = admin.input({ params }).query(async ({ input, ctx }) => personPage(ctx.app, input.params.id));

export const action = admin.input({ params, form: PersonForm }).mutation(async ({ input, ctx }) => {
  const { version, name, email = null, about, slug } = input.form;
  changePerson(ctx.app, atDesk(ctx), input.params.id, { change: { name, email, about, slug }, version });
  return redirectWithFlash(paths.adminStaffMember(input.params.id), { tone: "success", text: "Saved." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.name ?? "Staff" }];

export default function PersonPage() {
  const { id, name, isActive, now, version } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, now);
  const actions = (
    <>
      <ButtonLink tone="quiet" href={paths.adminOffers("staff", id)}>What they do</ButtonLink>
      <ButtonLink tone="quiet" href={paths.adminHours(id)}>Hours</ButtonLink>
      <ButtonLink tone="quiet" href={paths.adminArchive("staff", id)}>{isActive ? "Archive" : "Bring back"}</ButtonLink>
    </>
  );
  return (
    <Page title={name} back={{ href: paths.adminStaff(), label: "Staff and hours" }} actions={actions}>
      {!isActive && <Notice>They are in the archive: nobody can book with them.</Notice>}
      <Card>
        <CatalogueForm form={form} standing={{ now, version, labels: PERSON_LABELS }} save="Save changes" backHref={paths.adminStaff()}>
          <PersonFields form={form} emailOptional />
        </CatalogueForm>
      </Card>
    </Page>
  );
}
