import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { desk } from "#app/auth/procedures.server.ts";
import { CancelInput } from "#app/bookings/forms/cancel-form.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { declineBooking } from "#app/bookings/decide.server.ts";
import { mayDecide, portalBooking } from "#app/bookings/portal/booking.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { ReasonField } from "#app/components/reason-field.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";

const params = z.object({ id: z.string() });

export const loader = desk.input({ params, search: WayBack }).query(async ({ input, ctx }) => {
  const { details, booking } = portalBooking(ctx.app, ctx.user, input.params.id);
  return { booking, mayDecide: mayDecide(ctx.viewer, details), backHref: wayBack(input.search, details.id) };
});

export const action = desk.input({ params, search: WayBack, form: CancelInput }).mutation(async ({ input, ctx }) => {
  const booking = await declineBooking(ctx.app, ctx.viewer, input.params.id, { reason: input.form.reason, correlationId: ctx.requestId });
  return redirectWithFlash(wayBack(input.search, booking.id), changedMessage(booking, "The request was declined."));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Decline ${data.booking.what}, ${data.booking.startShort}` : "Decline the request" }];

export default function DeclinePage() {
  const { booking, mayDecide: isWaiting, backHref } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Decline the request?" lede={`${booking.what}, ${booking.start}`} back={{ href: backHref, label: "Back to the appointment" }}>
      {!isWaiting && !form.refused ? (
        <EmptyState title="It is not waiting for an answer" text="It was confirmed, declined or cancelled meanwhile.">
          <ButtonLink tone="quiet" href={backHref}>See the appointment</ButtonLink>
        </EmptyState>
      ) : (
        <Card>
          <form method="post" noValidate className="form">
            <ErrorSummary form={form} />
            <ReasonField form={form} />
            <div className="form-actions">
              <Button tone="danger">Decline this request</Button>
              <ButtonLink tone="link" href={backHref}>Keep it waiting</ButtonLink>
            </div>
          </form>
        </Card>
      )}
    </Page>
  );
}
