import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { noStore } from "#app/auth/procedures.server.ts";
import { openOfferLink } from "#app/bookings/absences/offer-link.server.ts";
import { addToCalendarLinks } from "#app/bookings/calendar-file.server.ts";
import { guestOf } from "#app/bookings/guest-link.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { attendeesReminders } from "#app/bookings/reminders/planned-words.server.ts";
import { showBooking } from "#app/bookings/shown.ts";
import { standingOf } from "#app/bookings/standing.ts";
import { BookingFacts } from "#app/components/booking-facts.tsx";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Notice } from "#app/components/notice.tsx";
import { OutcomeMark } from "#app/components/outcome-mark.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { NextSteps } from "./next-steps.tsx";
import { words } from "./words.ts";

const LOOK_AGAIN_S = 5;

export const loader = noStore.input({ params: z.object({ token: z.string() }) }).query(async ({ input, ctx }) => {
  const { app } = ctx;
  const { token } = input.params;
  const guest = guestOf(app, token);
  const details = getBooking(app, guest, guest.bookingId);
  const nowMs = app.clock();
  return {
    id: details.id,
    status: details.status,
    standing: standingOf(details, nowMs),
    isChanging: details.syncState === "pushing",
    booking: showBooking(details, readCompany(app.db), nowMs),
    notes: details.notes,
    guests: details.guests,
    reason: details.cancellationReason,
    reminders: attendeesReminders(app, details),
    calendar: addToCalendarLinks(details),
    address: ctx.origin + paths.guestBooking(token),
    again: details.service ? paths.bookService(details.service.slug, { branch: details.branch?.slug }) : paths.book(),
    offer: openOfferLink(app, details.id),
    mine: ctx.user !== null && ctx.user.id === details.userId ? paths.booking(details.id) : null,
    token,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${words[data.standing].title}: ${data.booking.what}, ${data.booking.startShort}` : "Your appointment" },
  { name: "robots", content: "noindex" },
  ...(data?.isChanging ? [{ httpEquiv: "refresh", content: String(LOOK_AGAIN_S) }] : []),
];

export default function GuestBookingPage() {
  const data = useLoaderData<typeof loader>();
  const { booking, standing, notes, guests, reason, reminders, offer } = data;
  const { title, mark, text } = words[standing];
  const isAhead = !["over", "cancelled", "newTimeAsked", "rejected"].includes(standing);
  return (
    <Page title={<><OutcomeMark outcome={mark} />{title}</>} lede={`${booking.what}, ${booking.start}`} actions={!isAhead && <ButtonLink href={data.again}>Book again</ButtonLink>}>
      <div data-booking={data.id} data-status={data.status} data-starts-at={booking.startsAtIso}>
        {offer && <Notice tone="warn" title="We cannot keep this time"><p>We keep other times for you: <a href={paths.offer(offer)}>choose one of them</a>.</p></Notice>}
        <Card>
          <div className="halves">
            <section className="stack">
              {text && <p>{text}</p>}
              <BookingFacts
                booking={booking}
                more={[
                  { label: "Why it was cancelled", icon: "note", value: reason },
                  { label: "Also coming", icon: "person", value: guests.join(", ") },
                  { label: "Your notes", icon: "note", value: notes },
                  ...reminders.map(({ label, times }) => ({ label, icon: "clock" as const, value: <Times times={times} /> })),
                ]}
              />
            </section>
            {isAhead && <div className="stack stack-wide"><NextSteps {...data} /></div>}
          </div>
        </Card>
      </div>
    </Page>
  );
}

function Times({ times }: { times: string[] }) {
  return times.map((time) => <div key={time}>{time}</div>);
}
