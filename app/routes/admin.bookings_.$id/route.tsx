import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { desk } from "#app/auth/procedures.server.ts";
import { AllFilters } from "#app/bookings/all/filters.ts";
import { NoteForm } from "#app/bookings/desk/note-form.ts";
import { addNote } from "#app/bookings/desk/notes.server.ts";
import { deskBookingPage } from "#app/bookings/desk/page.server.ts";
import { NoShowBadge, StatusBadge } from "#app/components/badge.tsx";
import { BookingActions } from "#app/components/booking-actions.tsx";
import { BookingFacts } from "#app/components/booking-facts.tsx";
import { Card } from "#app/components/card.tsx";
import { Page } from "#app/components/page.tsx";
import { PrivateLink } from "#app/components/private-link.tsx";
import { StandingNotice } from "#app/components/standing-notice.tsx";
import { Timeline } from "#app/components/timeline.tsx";
import { writtenFacts } from "#app/components/written-facts.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { customerFacts, systemFacts } from "./desk-facts.tsx";
import { DeskNotes } from "./desk-notes.tsx";
import { ListWalk } from "./list-walk.tsx";

const LOOK_AGAIN_S = 5;
const params = z.object({ id: z.string().min(1).max(60) });

export const loader = desk.input({ params, search: AllFilters }).query(async ({ input, ctx }) => deskBookingPage(ctx.app, ctx.user, input.params.id, input.search, ctx.origin));

export const action = desk.input({ params, search: AllFilters, form: NoteForm }).mutation(async ({ input, ctx, request }) => {
  addNote(ctx.app, ctx.viewer, input.params.id, { text: input.form.text, correlationId: ctx.requestId });
  return redirectWithFlash(paths.adminBooking(input.params.id) + new URL(request.url).search, { tone: "success", text: "The note was saved." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.booking.what}, ${data.booking.startShort}: ${data.customer.name}` : "The appointment" },
  ...(data?.syncState === "pushing" ? [{ httpEquiv: "refresh", content: String(LOOK_AGAIN_S) }] : []),
];

export default function DeskBookingPage() {
  const page = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const { id, booking, here, list, timeline, address } = page;
  const back = list ? { href: list.back, label: "Back to the list" } : { href: paths.adminToday(), label: "Today" };
  return (
    <Page title={page.customer.name} lede={`${booking.what}, ${booking.start}`} back={back} actions={list && <ListWalk {...list} />}>
      <div data-booking={id} data-status={page.status} data-starts-at={booking.startsAtIso}>
        <Card>
          <section>
            <div className="cluster"><StatusBadge status={page.status} />{page.attendance === "absent" && <NoShowBadge />}</div>
            <StandingNotice {...page} />
            <BookingActions {...page} next={here} />
          </section>
          <div className="sidebar">
            <section className="stack">
              <h2>Details</h2>
              <BookingFacts booking={booking} more={[...customerFacts(page), ...writtenFacts(page), ...systemFacts(page)]} />
            </section>
            <div className="desk-side">
              <DeskNotes id={id} notes={page.deskNotes} form={form} next={here} />
              <section className="stack">
                <h2>History and messages</h2>
                <Timeline entries={timeline} />
              </section>
            </div>
          </div>
          {address && <PrivateLink address={address} id={id} next={here} />}
        </Card>
      </div>
      <script src="/copy-address.js" defer />
    </Page>
  );
}
