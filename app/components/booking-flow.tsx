import type { ReactNode } from "react";

export interface BookingFlowProps {
  /** A <BookingSummary>. */
  summary: ReactNode;
  /** A <MonthGrid>, on the step that chooses a time. */
  calendar?: ReactNode;
  children: ReactNode;
}

/** The card of a booking step: summary, calendar and step side by side where there is room. */
export function BookingFlow({ summary, calendar, children }: BookingFlowProps) {
  return (
    <div className="card">
      <div className={calendar ? "booking-flow" : "booking-flow booking-flow-plain"}>
        {summary}
        {calendar}
        <div className={calendar ? "times" : "stack stack-wide"}>{children}</div>
      </div>
    </div>
  );
}
