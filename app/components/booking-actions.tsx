import { Form } from "@remix-run/react";
import type { ShownBooking } from "#app/bookings/shown.ts";
import type { Standing } from "#app/bookings/standing.ts";
import { paths } from "#app/lib/paths.ts";
import { Button, ButtonLink } from "./button.tsx";

export interface BookingActionsProps {
  id: string;
  booking: ShownBooking;
  standing: Standing;
  mayChange: boolean;
  mayEdit: boolean;
  mayDecide: boolean;
  mayPassOn: boolean;
  /** Whether the customer came, as far as the desk may say so now. */
  attendance: "expected" | "absent" | null;
  maySettle: boolean;
  again: string;
  /** Where a change leads back to, when not to the booking's own page. */
  next?: string;
}

/** What can be done with it now; what cannot any more is said. */
export function BookingActions({ id, booking, standing, mayChange, mayEdit, mayDecide, mayPassOn, attendance, maySettle, again, next }: BookingActionsProps) {
  const isAhead = !["over", "cancelled", "newTimeAsked", "rejected"].includes(standing);
  const call = booking.place.kind === "video" && isAhead ? booking.place.href : null;
  return (
    <>
      <div className="cluster no-print">
        {mayDecide && (
          <>
            <Form method="post" action={paths.bookingConfirm(id, { next })}><Button>Confirm</Button></Form>
            <ButtonLink tone="quiet" href={paths.bookingDecline(id, { next })}>Decline</ButtonLink>
          </>
        )}
        {attendance && <Form method="post" action={paths.bookingAttendance(id, { next })}><AttendanceButton attendance={attendance} /></Form>}
        {maySettle && <ButtonLink href={paths.bookingUnsettled(id, { next })}>Look into it</ButtonLink>}
        {call && <ButtonLink href={call} rel="noreferrer">Join the video call</ButtonLink>}
        {mayChange && isAhead && <ButtonLink tone="quiet" href={paths.bookingReschedule(id, { next })}>Move</ButtonLink>}
        {mayEdit && <ButtonLink tone="quiet" href={paths.bookingEdit(id, { next })}>Edit</ButtonLink>}
        {mayPassOn && <ButtonLink tone="quiet" href={paths.bookingPerson(id, { next })}>Reassign</ButtonLink>}
        {!isAhead && <ButtonLink tone="quiet" href={again}>Book again</ButtonLink>}
        {mayChange && <ButtonLink tone="link" href={paths.bookingCancel(id, { next })}>Cancel</ButtonLink>}
      </div>
      {isAhead && <Deadline booking={booking} mayChange={mayChange} />}
    </>
  );
}

export function AttendanceButton({ attendance }: { attendance: "expected" | "absent" }) {
  const isAbsent = attendance === "absent";
  return <Button tone="quiet" name="came" value={isAbsent ? "yes" : "no"}>{isAbsent ? "Mark as attended" : "Mark as no-show"}</Button>;
}

function Deadline({ booking: { changeUntil, contact }, mayChange }: Pick<BookingActionsProps, "booking" | "mayChange">) {
  if (changeUntil !== null) return <p className="field-hint">It can be moved or cancelled here until {changeUntil}.</p>;
  if (mayChange) return <p className="field-hint">Its customer can no longer move or cancel it.</p>;
  return <p>It is too close to the appointment to move or cancel it here. {contact ? <>Please call <a href={`tel:${contact.replace(/[^+\d]/g, "")}`}>{contact}</a>.</> : "Please call us."}</p>;
}
