import type { WeekPage } from "#app/availability/week-page.server.ts";
import type { ShownBooking } from "#app/bookings/shown.ts";
import type { FormState } from "#app/lib/form-state.ts";
import { BookingFlow } from "./booking-flow.tsx";
import { BookingSummary } from "./booking-summary.tsx";
import { Button, ButtonLink, HiddenFields } from "./button.tsx";
import { Card } from "./card.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { TextArea } from "./field.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { NearestTimes } from "./nearest-times.tsx";
import { NextFree } from "./next-free.tsx";
import type { Slot } from "./slot-button.tsx";
import { TimeChange } from "./time-change.tsx";
import { WeekTimes } from "./week-times.tsx";

export interface ChooseNewTimeProps {
  booking: ShownBooking;
  page: WeekPage;
  /** The page's query without `start`: zone and week. */
  query: Record<string, string>;
}

/** The week of times for a booking that moves. Choosing asks for the confirmation with ?start=, so nothing changes yet. */
export function ChooseNewTime({ booking, page, query }: ChooseNewTimeProps) {
  const { next } = page;
  const { week: _week, ...fields } = query;
  return (
    <BookingFlow
      summary={<MovingSummary booking={booking} />}
      nextFree={next && <NextFree slot={next.slot} when={next.when} who={next.who} button={`Choose ${next.short}`} fields={fields} method="get" />}
      calendar={<MonthGrid {...page.month} />}
    >
      <WeekTimes page={page} query={query} fields={fields} method="get" />
    </BookingFlow>
  );
}

function MovingSummary({ booking }: { booking: ShownBooking }) {
  return (
    <BookingSummary
      line={`Now ${booking.startShort}`}
      items={[
        { label: "Now", icon: "calendar", value: booking.start },
        { label: "What", icon: "tag", value: `${booking.service}, ${booking.duration}` },
        { label: "With", icon: "person", value: booking.person ?? "Anyone" },
      ]}
    />
  );
}

export interface ConfirmNewTimeProps {
  booking: ShownBooking;
  /** The instant chosen, as toISOString() writes it, and in words: "Wednesday 15 October 2026, 10:00", "Wed 15 Oct, 10:00". */
  chosen: { startIso: string; text: string; short: string };
  /** The times around it when it is no longer free; null while it is. */
  conflict: { title: string; slots: Slot[] } | null;
  /** The query that stays when another time is chosen: zone. */
  query: Record<string, string>;
  form: FormState;
  /** Back to the week. */
  otherTimesHref: string;
}

/** The old time struck beside the new one. Posts `start` and `reason`. */
export function ConfirmNewTime({ booking, chosen, conflict, query, form, otherTimesHref }: ConfirmNewTimeProps) {
  return (
    <Card>
      <form method="post" noValidate className="form">
        {conflict ? <NearestTimes {...conflict} method="get" /> : <ErrorSummary form={form} />}
        <HiddenFields fields={conflict ? query : { ...query, start: chosen.startIso }} />
        {!conflict && <TimeChange from={booking.start} to={chosen.text} />}
        <TextArea name="reason" label="Reason" optional rows={3} maxLength={1000} defaultValue={form.value("reason")} error={form.error("reason")} />
        <div className="form-actions">
          {!conflict && <Button>Move to {chosen.short}</Button>}
          <ButtonLink tone={conflict ? "quiet" : "link"} href={otherTimesHref}>{conflict ? "See all times" : "Choose another time"}</ButtonLink>
        </div>
      </form>
    </Card>
  );
}
