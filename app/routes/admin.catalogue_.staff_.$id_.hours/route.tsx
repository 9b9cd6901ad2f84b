import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { saveHours } from "#app/bookings/catalogue/save-hours.server.ts";
import { HoursForm } from "#app/catalog/hours-form.ts";
import { hoursPage } from "#app/catalog/hours-page.server.ts";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { HoursAtCalcom, NoHoursAtCalcom } from "./hours-at-calcom.tsx";
import { HoursFields, hoursLabels } from "./hours-fields.tsx";

const params = z.object({ id: z.string().min(1).max(60) });

export const loader = admin.input({ params }).query(async ({ input, ctx }) => hoursPage(ctx.app, input.params.id));

export const action = admin.input({ params, form: HoursForm }).mutation(async ({ input, ctx }) => {
  saveHours(ctx.app, atDesk(ctx), input.params.id, input.form);
  return redirectWithFlash(paths.adminHours(input.params.id), { tone: "success", text: "Saved. Free times follow at once." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Hours of ${data.name}` : "Hours" }];

export default function HoursPage() {
  const { id, name, hours, atCalcom, isWithCalcom, isMatched, calcomHref } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = formState(answer?.lastResult, hours?.now);
  const backHref = paths.adminStaffMember(id);
  return (
    <Page title={`Hours of ${name}`} lede="When appointments can be booked with them." back={{ href: backHref, label: name }}>
      {hours ? (
        <Card>
          <CatalogueForm form={form} lookAt={answer?.lookAt} standing={{ now: hours.now, version: hours.version, labels: hoursLabels(hours) }} save="Save the hours" backHref={backHref}>
            <HoursFields form={form} hours={hours} />
          </CatalogueForm>
        </Card>
      ) : atCalcom ? (
        <HoursAtCalcom shown={atCalcom} href={calcomHref} />
      ) : isWithCalcom ? (
        <NoHoursAtCalcom isMatched={isMatched} href={calcomHref} />
      ) : (
        <EmptyState icon="clock" title="No hours are known" text="They could not be read at the moment." />
      )}
    </Page>
  );
}
