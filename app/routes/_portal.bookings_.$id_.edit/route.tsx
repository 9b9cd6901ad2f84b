import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, type ShouldRevalidateFunction } from "@remix-run/react";
import { z } from "zod";
import { signedIn } from "#app/auth/procedures.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { isLive } from "#app/bookings/booking.ts";
import { editBooking } from "#app/bookings/edit.server.ts";
import { EditForm } from "#app/bookings/forms/edit-form.ts";
import { historyFor, portalBooking } from "#app/bookings/portal/booking.server.ts";
import { viewerOfBooking } from "#app/bookings/procedures.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { EditFields } from "./edit-fields.tsx";

const params = z.object({ id: z.string() });
/** More changes than happen while somebody fills in a form. */
const LATEST = 10;

export const handle = { hydrate: true };

/** By default loaders are not rerun after a refusal, but this one means that the page is stale. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) => actionStatus === 409 || defaultShouldRevalidate;

export const loader = signedIn.input({ params, search: WayBack }).query(async ({ input, ctx }) => {
  const { details, booking } = portalBooking(ctx.app, ctx.user, input.params.id);
  const { id, version, title, attendeeName: name, attendeeEmail, attendeePhone, location, notes } = details;
  const now = { title, name, email: attendeeEmail ?? "", phone: attendeePhone ?? "", location: location ?? "", notes: notes ?? "" };
  return { version, now, history: historyFor(ctx.app, ctx.viewer, details).slice(0, LATEST), booking, backHref: wayBack(input.search, id), isOpen: isLive(details.status) };
});

export const action = viewerOfBooking.input({ params, search: WayBack, form: EditForm }).mutation(async ({ input, ctx }) => {
  const { id } = input.params;
  const { title, name, email, phone, location, notes, guests, version } = input.form;
  const booking = await editBooking(ctx.app, ctx.viewer, id, {
    title,
    attendeeName: name,
    attendeeEmail: email ?? null,
    attendeePhone: phone ?? null,
    location: location ?? null,
    notes: notes ?? null,
    addGuests: guests,
    version,
    correlationId: ctx.requestId,
  });
  return redirectWithFlash(wayBack(input.search, id), changedMessage(booking, "Your changes were saved."));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Edit ${data.booking.what}, ${data.booking.startShort}` : "Edit the appointment" }];

export default function EditPage() {
  const { now, version, history, booking, backHref, isOpen } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, { ...now, version: String(version) });
  return (
    <Page title="Edit the appointment" lede={`${booking.what}, ${booking.start}`} back={{ href: backHref, label: "Back to the appointment" }}>
      {isOpen || form.refused ? (
        <Card><EditFields form={form} now={now} version={version} history={history} backHref={backHref} /></Card>
      ) : (
        <EmptyState title="It can no longer be changed" text="This appointment was called off.">
          <ButtonLink tone="quiet" href={backHref}>See the appointment</ButtonLink>
        </EmptyState>
      )}
    </Page>
  );
}
