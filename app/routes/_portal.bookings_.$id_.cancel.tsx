import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { signedIn } from "#app/auth/procedures.server.ts";
import { cancelBooking } from "#app/bookings/cancel.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { CancelInput } from "#app/bookings/forms/cancel-form.ts";
import { portalBooking } from "#app/bookings/portal/booking.server.ts";
import { viewerOfBooking } from "#app/bookings/procedures.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { CancelForm } from "#app/components/cancel-form.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";

const params = z.object({ id: z.string() });

export const loader = signedIn.input({ params, search: WayBack }).query(async ({ input, ctx }) => {
  const { details, booking, mayChange } = portalBooking(ctx.app, ctx.user, input.params.id);
  return { booking, mayChange, keepHref: wayBack(input.search, details.id) };
});

export const action = viewerOfBooking.input({ params, search: WayBack, form: CancelInput }).mutation(async ({ input, ctx }) => {
  const { id } = input.params;
  const booking = await cancelBooking(ctx.app, ctx.viewer, id, { reason: input.form.reason, correlationId: ctx.requestId });
  return redirectWithFlash(wayBack(input.search, id), changedMessage(booking, "The appointment was cancelled.", "cancelled"));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Cancel ${data.booking.what}, ${data.booking.startShort}` : "Cancel the appointment" }];

export default function CancelPage() {
  const { booking, mayChange, keepHref } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Cancel the appointment?" lede={`${booking.what}, ${booking.start}`} back={{ href: keepHref, label: "Back to the appointment" }}>
      {!mayChange && !form.refused ? (
        <EmptyState title="It cannot be cancelled here" text="It is over, cancelled already, or too close to its start. Please call us.">
          <ButtonLink tone="quiet" href={keepHref}>See the appointment</ButtonLink>
        </EmptyState>
      ) : (
        <Card><CancelForm form={form} keepHref={keepHref} /></Card>
      )}
    </Page>
  );
}
