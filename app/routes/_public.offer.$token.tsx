import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { noStore } from "#app/auth/procedures.server.ts";
import { Start } from "#app/availability/times-page.server.ts";
import { offerPage } from "#app/bookings/absences/offer-page.server.ts";
import { takeOffer } from "#app/bookings/absences/take-offer.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { guestLink } from "#app/bookings/guest-link.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { SlotButton } from "#app/components/slot-button.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ token: z.string().max(200) });

/** GET changes nothing: mail programs prefetch links. */
export const loader = noStore.input({ params }).query(async ({ input, ctx }) => offerPage(ctx.app, input.params.token));

export const action = noStore.input({ params, form: z.object({ start: Start }) }).mutation(async ({ input, ctx }) => {
  const booking = await takeOffer(ctx.app, input.params.token, { startMs: input.form.start, correlationId: ctx.requestId });
  return redirectWithFlash(paths.guestBooking(guestLink(ctx.app, booking.id)), changedMessage(booking, "Your appointment was moved. Thank you."));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Choose another time: ${data.booking.what}, ${data.booking.startShort}` : "Choose another time" },
  { name: "robots", content: "noindex" },
];

const OVER = {
  changing: { title: "Your answer is on its way", text: "The calendar has not confirmed it yet. Look again in a minute." },
  taken: { title: "You chose a time already", text: "Your appointment was moved." },
  withdrawn: { title: "This offer was withdrawn", text: "Your appointment stays as it was." },
  changed: { title: "This offer is over", text: "Your appointment was changed meanwhile." },
  ended: { title: "This offer is over", text: "The times are no longer kept for you. Please call us, or look at your appointment." },
};

export default function OfferPage() {
  const { booking, standing, note, until, times, bookingHref, moveHref, cancelHref } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  if (standing !== "open") {
    return (
      <Page title={OVER[standing].title} lede={`${booking.what}, ${booking.start}`} width="narrow">
        <Card><EmptyState title={booking.start} text={OVER[standing].text}>{bookingHref && <ButtonLink tone="quiet" href={bookingHref}>See the appointment</ButtonLink>}</EmptyState></Card>
      </Page>
    );
  }
  return (
    <Page title="Please choose another time" lede={`${booking.what}, ${booking.start}`} width="narrow">
      <Card>
        <p>We are sorry: {booking.person ?? "we"} cannot keep this appointment. We keep these times for you until <b>{until}</b> ({booking.zone}). One click takes one.</p>
        {note && <p>“{note}”</p>}
        <form method="post" className="form">
          <ErrorSummary form={form} />
          <div className="slots-inline">{times.map((slot) => <SlotButton key={slot.value} slot={slot} />)}</div>
        </form>
      </Card>
      <Card title="None of these suits you?">
        <div className="cluster">
          {moveHref && <ButtonLink tone="quiet" href={moveHref}>Choose any other time</ButtonLink>}
          {cancelHref && <ButtonLink tone="link" href={cancelHref}>Cancel the appointment</ButtonLink>}
        </div>
        {booking.contact && <p>Or call us: {booking.contact}</p>}
      </Card>
    </Page>
  );
}
