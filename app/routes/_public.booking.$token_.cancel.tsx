import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { isAskedToMove } from "#app/bookings/absences/queries.server.ts";
import { cancelBooking } from "#app/bookings/cancel.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { CancelInput } from "#app/bookings/forms/cancel-form.ts";
import { guestOfBooking } from "#app/bookings/procedures.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { showBooking } from "#app/bookings/shown.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { CancelForm } from "#app/components/cancel-form.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";

const params = z.object({ token: z.string() });

export const loader = guestOfBooking.input({ params }).query(async ({ input, ctx }) => {
  const { token } = input.params;
  const details = getBooking(ctx.app, ctx.guest, ctx.guest.bookingId);
  const booking = showBooking(details, readCompany(ctx.app.db), ctx.app.clock());
  return { booking, isOpen: booking.changeUntil !== null || isAskedToMove(ctx.app, details.id), token };
});

export const action = guestOfBooking.input({ params, form: CancelInput }).mutation(async ({ input, ctx }) => {
  const { token } = input.params;
  const booking = await cancelBooking(ctx.app, ctx.guest, ctx.guest.bookingId, { reason: input.form.reason, correlationId: ctx.requestId });
  return redirectWithFlash(paths.guestBooking(token), changedMessage(booking, "Your appointment was cancelled.", "cancelled"));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Cancel ${data.booking.what}, ${data.booking.startShort}` : "Cancel the appointment" },
  { name: "robots", content: "noindex" },
];

export default function GuestCancelPage() {
  const { booking, isOpen, token } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const keepHref = paths.guestBooking(token);
  return (
    <Page title="Cancel the appointment?" lede={`${booking.what}, ${booking.start}`} back={{ href: keepHref, label: "Back to the appointment" }}>
      {!isOpen && !form.refused ? (
        <EmptyState title="It cannot be cancelled here" text="It is over, cancelled already, or too close to its start. Please call us.">
          <ButtonLink tone="quiet" href={keepHref}>See the appointment</ButtonLink>
        </EmptyState>
      ) : (
        <Card><CancelForm form={form} keepHref={keepHref} /></Card>
      )}
    </Page>
  );
}
