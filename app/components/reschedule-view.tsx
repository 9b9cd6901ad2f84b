import type { ReschedulePage } from "#app/bookings/portal/reschedule-page.server.ts";
import type { FormState } from "#app/lib/form-state.ts";
import { withSearch } from "#app/lib/paths.ts";
import { BookingFlow } from "./booking-flow.tsx";
import { BookingSummary } from "./booking-summary.tsx";
import { Button, ButtonLink, HiddenFields } from "./button.tsx";
import { Card } from "./card.tsx";
import { EmptyState } from "./empty-state.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { ReasonField } from "./reason-field.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { NearestTimes } from "./nearest-times.tsx";
import { NextFree } from "./next-free.tsx";
import { Page } from "./page.tsx";
import type { Slot } from "./slot-button.tsx";
import { TimeChange } from "./time-change.tsx";
import { WeekTimes } from "./week-times.tsx";

export interface RescheduleViewProps {
  view: ReschedulePage;
  /** What was typed and refused. */
  form: FormState;
  /** The booking's page, and this page's own path without its query. */
  bookingHref: string;
  here: string;
  /** Free times around a refused one, while no time is chosen. */
  nearest: Slot[];
  /** Where an administrator books it at a time that is not on offer. */
  exceptionHref?: string;
}

/** The page that moves a booking: a week to choose from, then the old time struck beside the new one. */
export function RescheduleView(props: RescheduleViewProps) {
  const { view, bookingHref } = props;
  const back = { href: bookingHref, label: "Back to the appointment" };
  switch (view.step) {
    case "closed":
      return (
        <Page title="Move the appointment" back={back}>
          <EmptyState title="It cannot be moved" text={view.why}>
            <ButtonLink tone="quiet" href={bookingHref}>See the appointment</ButtonLink>
          </EmptyState>
        </Page>
      );
    case "choose":
      return <Page title="Choose a new time" back={back} width="wide"><ChooseNewTime {...props} view={view} /></Page>;
    case "confirm":
      return <Page title="Move the appointment?" lede={`${view.booking.what}, ${view.booking.zone}`} back={back}><ConfirmNewTime {...props} view={view} /></Page>;
  }
}

type Step<Name extends ReschedulePage["step"]> = Extract<ReschedulePage, { step: Name }>;

/** Choosing asks for the confirmation, by a GET: nothing changes yet. */
function ChooseNewTime({ view: { booking, page, query }, form, nearest, exceptionHref }: RescheduleViewProps & { view: Step<"choose"> }) {
  const { week: _week, ...kept } = query;
  const reason = form.value("reason");
  const fields = { ...kept, ...(reason !== "" && { reason }) };
  const gone = form.error("start");
  const { next } = page;
  return (
    <BookingFlow
      summary={
        <BookingSummary
          line={`Now ${booking.startShort}`}
          items={[
            { label: "Now", icon: "calendar", value: booking.start },
            { label: "Service", icon: "desk", value: `${booking.service}, ${booking.duration}` },
            { label: "With", icon: "person", value: booking.person ?? "Anyone" },
          ]}
        />
      }
      nextFree={
        <div className="stack">
          {gone === undefined ? <ErrorSummary form={form} /> : (
            <form method="get">
              <HiddenFields fields={fields} />
              <NearestTimes title={gone} slots={nearest} />
            </form>
          )}
          {next && <NextFree slot={next.slot} when={next.when} who={next.who} button={`Choose ${next.short}`} fields={fields} method="get" />}
        </div>
      }
      calendar={<MonthGrid {...page.month} />}
    >
      <WeekTimes page={page} query={query} fields={fields} method="get" />
      {exceptionHref && <p className="field-hint">It can only be moved to times on offer. For an exception <a href={exceptionHref}>make a new booking, with a reason</a>, and cancel this one.</p>}
    </BookingFlow>
  );
}

function ConfirmNewTime({ view: { booking, chosen, offer, query }, form, here }: RescheduleViewProps & { view: Step<"confirm"> }) {
  const refusal = form.error("start");
  const isGone = !offer.isFree || refusal !== undefined;
  return (
    <Card>
      <form method="post" noValidate className="form">
        {isGone ? <NearestTimes title={offer.isFree ? refusal ?? "" : offer.title} slots={offer.slots} method="get" /> : <ErrorSummary form={form} />}
        <HiddenFields fields={isGone ? query : { ...query, start: chosen.startIso }} />
        {!isGone && <TimeChange from={booking.start} to={chosen.text} />}
        <ReasonField form={form} />
        <div className="form-actions">
          {!isGone && <Button>Move to {chosen.short}</Button>}
          <ButtonLink tone={isGone ? "quiet" : "link"} href={withSearch(here, query)}>{isGone ? "See all times" : "Choose another time"}</ButtonLink>
        </div>
      </form>
    </Card>
  );
}
