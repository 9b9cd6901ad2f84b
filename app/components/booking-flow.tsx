import type { ReactNode } from "react";

export interface BookingFlowProps {
  /** A <BookingSummary>. */
  summary: ReactNode;
  /** A <NextFree>: before the calendar on a phone and for the keyboard, above the times where there is room. */
  nextFree?: ReactNode;
  /** A <MonthGrid>, on the step that chooses a time. */
  calendar?: ReactNode;
  children: ReactNode;
}

/** The card of a booking step: summary, calendar and step side by side where there is room. */
export function BookingFlow({ summary, nextFree, calendar, children }: BookingFlowProps) {
  if (!calendar) {
    return (
      <div className="card">
        <div className="booking-flow booking-flow-plain">
          {summary}
          <div className="stack stack-wide">{nextFree}{children}</div>
        </div>
      </div>
    );
  }
  return (
    <div className="card">
      <div className={nextFree ? "booking-flow booking-flow-led" : "booking-flow"}>
        {summary}
        {nextFree && <div className="booking-flow-next">{nextFree}</div>}
        {calendar}
        <div className="times">{children}</div>
      </div>
    </div>
  );
}
