import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { saveService } from "#app/bookings/catalogue/save-service.server.ts";
import { rulesOf, ServiceForm } from "#app/catalog/service-form.server.ts";
import { servicePage } from "#app/catalog/services-page.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { SERVICE_LABELS, ServiceFields } from "#app/components/service-fields.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string().min(1).max(60) });

export const loader = admin.input({ params }).query(async ({ input, ctx }) => servicePage(ctx.app, input.params.id));

export const action = admin.input({ params, form: ServiceForm }).mutation(async ({ input, ctx }) => {
  const { version, seen, ...form } = input.form;
  saveService(ctx.app, atDesk(ctx), input.params.id, { change: { ...rulesOf(form), slug: form.slug }, version, seen });
  return redirectWithFlash(paths.adminService(input.params.id), { tone: "success", text: "Saved." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.name ?? "Service" }];

export default function ServicePage() {
  const { id, name, isActive, now, version, currency, isWithCalcom, questions } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = formState(answer?.lastResult, now);
  const actions = (
    <>
      <ButtonLink tone="quiet" href={paths.adminOffers("services", id)}>Who does it</ButtonLink>
      <ButtonLink tone="quiet" href={paths.adminQuestions(id)}>{questions.length === 0 ? "Questions" : `Questions (${questions.length})`}</ButtonLink>
      <ButtonLink tone="quiet" href={paths.adminArchive("services", id)}>{isActive ? "Archive" : "Bring back"}</ButtonLink>
    </>
  );
  return (
    <Page title={name} back={{ href: paths.adminCatalogue(), label: "Services" }} actions={actions}>
      {!isActive && <Notice>It is in the archive: nobody can book it.</Notice>}
      {isWithCalcom && <Notice title="Its event types are at Cal.com">Lengths, buffers, notice and questions are kept there as well: change them in its event types too.</Notice>}
      <Card>
        <CatalogueForm form={form} lookAt={answer?.lookAt} standing={{ now, version, labels: SERVICE_LABELS }} save="Save changes" backHref={paths.adminCatalogue()}>
          <ServiceFields form={form} currency={currency} />
        </CatalogueForm>
      </Card>
    </Page>
  );
}
