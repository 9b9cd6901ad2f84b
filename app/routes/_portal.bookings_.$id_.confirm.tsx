import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { desk } from "#app/auth/procedures.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { confirmBooking } from "#app/bookings/decide.server.ts";
import { mayDecide, portalBooking } from "#app/bookings/portal/booking.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";

const params = z.object({ id: z.string() });

export const loader = desk.input({ params, search: WayBack }).query(async ({ input, ctx }) => {
  const { details, booking } = portalBooking(ctx.app, ctx.user, input.params.id);
  return { booking, mayDecide: mayDecide(ctx.viewer, details), backHref: wayBack(input.search, details.id) };
});

export const action = desk.input({ params, search: WayBack, form: z.object({}) }).mutation(async ({ input, ctx }) => {
  const booking = await confirmBooking(ctx.app, ctx.viewer, input.params.id, { correlationId: ctx.requestId });
  return redirectWithFlash(wayBack(input.search, booking.id), changedMessage(booking, "The appointment is confirmed."));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Confirm ${data.booking.what}, ${data.booking.startShort}` : "Confirm the appointment" }];

export default function ConfirmPage() {
  const { booking, mayDecide: isWaiting, backHref } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Confirm the appointment?" lede={`${booking.what}, ${booking.start}`} back={{ href: backHref, label: "Back to the appointment" }}>
      <Card>
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          {!isWaiting && !form.refused && <p>It is no longer waiting for an answer.</p>}
          <div className="form-actions">
            {isWaiting && <Button>Confirm</Button>}
            <ButtonLink tone="link" href={backHref}>Back to the appointment</ButtonLink>
          </div>
        </form>
      </Card>
    </Page>
  );
}
