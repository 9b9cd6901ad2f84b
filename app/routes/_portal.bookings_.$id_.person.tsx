import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { isLive } from "#app/bookings/booking.ts";
import { CancelInput } from "#app/bookings/forms/cancel-form.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { portalBooking } from "#app/bookings/portal/booking.server.ts";
import { colleaguesOf, reassignBooking, reassignWay } from "#app/bookings/reassign.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { SelectField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { ReasonField } from "#app/components/reason-field.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";

const params = z.object({ id: z.string() });
const PersonForm = CancelInput.extend({ staff: z.string("Please choose a person.").max(100) });

export const loader = admin.input({ params, search: WayBack }).query(async ({ input, ctx }) => {
  const { details, booking } = portalBooking(ctx.app, ctx.user, input.params.id);
  const people = isLive(details.status) ? colleaguesOf(ctx.app, details) : [];
  const isMadeAnew = people.some(({ id }) => reassignWay(ctx.app, details, id).way === "replace");
  return { booking, backHref: wayBack(input.search, details.id), isMadeAnew, people: people.map(({ id, name }) => ({ value: id, label: name })) };
});

export const action = admin.input({ params, search: WayBack, form: PersonForm }).mutation(async ({ input, ctx }) => {
  const { staff, reason } = input.form;
  const booking = await reassignBooking(ctx.app, ctx.viewer, input.params.id, { staffId: staff, reason, correlationId: ctx.requestId });
  return redirectWithFlash(wayBack(input.search, booking.id), changedMessage(booking, `The appointment is with ${booking.staff?.name ?? "somebody else"} now.`));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Reassign ${data.booking.what}, ${data.booking.startShort}` : "Reassign the appointment" }];

export default function PersonPage() {
  const { booking, backHref, people, isMadeAnew } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Reassign it to a colleague" lede={`${booking.what}, ${booking.start}`} back={{ href: backHref, label: "Back to the appointment" }}>
      {people.length === 0 ? (
        <EmptyState title="Nobody else does this" text="There is nobody to reassign the appointment to.">
          <ButtonLink tone="quiet" href={backHref}>See the appointment</ButtonLink>
        </EmptyState>
      ) : (
        <Card>
          <form method="post" noValidate className="form">
            <ErrorSummary form={form} />
            <SelectField name="staff" label="Person" options={people} defaultValue={form.value("staff")} error={form.error("staff")} />
            <ReasonField form={form} />
            {isMadeAnew && <p>The day and the time stay. The calendar makes a new appointment with the other person and cancels the old one, and may notify the customer of both.</p>}
            <div className="form-actions">
              <Button>Reassign it</Button>
              <ButtonLink tone="link" href={backHref}>Keep it as it was</ButtonLink>
            </div>
          </form>
        </Card>
      )}
    </Page>
  );
}
