import { Form } from "@remix-run/react";
import type { ShownBooking } from "#app/bookings/shown.ts";
import type { Standing } from "#app/bookings/standing.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";

interface ActionsProps {
  id: string;
  booking: ShownBooking;
  standing: Standing;
  mayChange: boolean;
  mayEdit: boolean;
  mayDecide: boolean;
  mayPassOn: boolean;
  maySettle: boolean;
  again: string;
}

/** What can be done with it now; what cannot any more is said. */
export function Actions({ id, booking, standing, mayChange, mayEdit, mayDecide, mayPassOn, maySettle, again }: ActionsProps) {
  const isAhead = !["over", "cancelled", "newTimeAsked", "rejected"].includes(standing);
  const call = booking.place.kind === "video" && isAhead ? booking.place.href : null;
  return (
    <>
      <div className="cluster no-print">
        {mayDecide && (
          <>
            <Form method="post" action={paths.bookingConfirm(id)}><Button>Confirm</Button></Form>
            <ButtonLink tone="quiet" href={paths.bookingDecline(id)}>Decline</ButtonLink>
          </>
        )}
        {maySettle && <ButtonLink href={paths.bookingUnsettled(id)}>Look into it</ButtonLink>}
        {call && <ButtonLink href={call} rel="noreferrer">Join the video call</ButtonLink>}
        {mayChange && <ButtonLink tone="quiet" href={paths.bookingReschedule(id)}>Move</ButtonLink>}
        {mayEdit && <ButtonLink tone="quiet" href={paths.bookingEdit(id)}>Edit</ButtonLink>}
        {mayPassOn && <ButtonLink tone="quiet" href={paths.bookingPerson(id)}>Pass on</ButtonLink>}
        {!isAhead && <ButtonLink tone="quiet" href={again}>Book again</ButtonLink>}
        {mayChange && <ButtonLink tone="link" href={paths.bookingCancel(id)}>Cancel</ButtonLink>}
      </div>
      {isAhead && <Deadline booking={booking} mayChange={mayChange} />}
    </>
  );
}

function Deadline({ booking: { changeUntil, contact }, mayChange }: Pick<ActionsProps, "booking" | "mayChange">) {
  if (changeUntil !== null) return <p className="field-hint">It can be moved or cancelled here until {changeUntil}.</p>;
  if (mayChange) return <p className="field-hint">Its customer can no longer move or cancel it.</p>;
  return <p>It is too close to the appointment to move or cancel it here. {contact ? <>Please call <a href={`tel:${contact.replace(/[^+\d]/g, "")}`}>{contact}</a>.</> : "Please call us."}</p>;
}
