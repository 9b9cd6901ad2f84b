import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { signedIn } from "#app/auth/procedures.server.ts";
import { portalBookingPage } from "#app/bookings/portal/booking.server.ts";
import { AddToCalendar } from "#app/components/add-to-calendar.tsx";
import { StatusBadge } from "#app/components/badge.tsx";
import { BookingActions } from "#app/components/booking-actions.tsx";
import { BookingFacts } from "#app/components/booking-facts.tsx";
import { Card } from "#app/components/card.tsx";
import { Page } from "#app/components/page.tsx";
import { PrivateLink } from "#app/components/private-link.tsx";
import { StandingNotice } from "#app/components/standing-notice.tsx";
import { Timeline } from "#app/components/timeline.tsx";
import { People, writtenFacts } from "#app/components/written-facts.tsx";
import { paths } from "#app/lib/paths.ts";

const LOOK_AGAIN_S = 5;

export const handle = { hydrate: true };

export const loader = signedIn.input({ params: z.object({ id: z.string() }) }).query(async ({ input, ctx }) => portalBookingPage(ctx.app, ctx.user, input.params.id, ctx.origin));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.booking.what}, ${data.booking.startShort}` : "The appointment" },
  ...(data?.syncState === "pushing" ? [{ httpEquiv: "refresh", content: String(LOOK_AGAIN_S) }] : []),
];

export default function BookingPage() {
  const page = useLoaderData<typeof loader>();
  const { booking, attendees, timeline, calendar, address } = page;
  return (
    <Page title={booking.what} lede={booking.start} back={{ href: paths.bookings(), label: "All appointments" }}>
      <div data-booking={page.id} data-status={page.status} data-starts-at={booking.startsAtIso}>
        <Card>
          <section>
            <div className="cluster"><StatusBadge status={page.status} /></div>
            <StandingNotice {...page} />
            <BookingActions {...page} />
          </section>
          <div className="sidebar">
            <section className="stack">
              <h2>Details</h2>
              <BookingFacts
                booking={booking}
                more={[{ label: attendees.length > 1 ? "Attendees" : "For", icon: "person", value: <People people={attendees} /> }, ...writtenFacts(page)]}
              />
            </section>
            <section className="stack">
              <h2>History</h2>
              <Timeline entries={timeline} />
            </section>
          </div>
          {calendar && <AddToCalendar file={paths.bookingIcs(page.id)} links={calendar} subscribe={paths.calendar()} />}
          {address && <PrivateLink address={address} id={page.id} />}
        </Card>
      </div>
    </Page>
  );
}
