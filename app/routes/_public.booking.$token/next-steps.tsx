import type { ShownBooking } from "#app/bookings/shown.ts";
import { AddToCalendar, type AddToCalendarProps } from "#app/components/add-to-calendar.tsx";
import { ButtonLink } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";

export interface NextStepsProps {
  booking: ShownBooking;
  calendar: AddToCalendarProps["links"];
  /** This page's full address. */
  address: string;
  /** Its page among the signed-in user's bookings; null if it is not theirs. */
  mine: string | null;
  token: string;
}

/** What can be done while the appointment lies ahead. */
export function NextSteps({ booking, calendar, address, mine, token }: NextStepsProps) {
  return (
    <>
      <AddToCalendar file={paths.guestIcs(token)} links={calendar} />
      <section className="stack">
        <h2>If your plans change</h2>
        <Change booking={booking} token={token} />
      </section>
      <section className="stack">
        <h2>Keep this page</h2>
        <p>Its address is private: bookmark it to come back. Anyone who has it can see, move and cancel the appointment.</p>
        <p className="address"><a href={address}>{address}</a></p>
        {mine && <p>The appointment is also among <a href={mine}>your bookings</a>.</p>}
      </section>
    </>
  );
}

function Change({ booking: { changeUntil, contact }, token }: { booking: ShownBooking; token: string }) {
  if (changeUntil === null) {
    return <p>It is too close to the appointment to move or cancel it here. {contact ? <>Please call <a href={`tel:${contact.replace(/[^+\d]/g, "")}`}>{contact}</a>.</> : "Please call us."}</p>;
  }
  return (
    <>
      <p>You can move or cancel it here until {changeUntil}.</p>
      <div className="cluster no-print">
        <ButtonLink tone="quiet" href={paths.guestReschedule(token)}>Move it</ButtonLink>
        <ButtonLink tone="link" href={paths.guestCancel(token)}>Cancel it</ButtonLink>
      </div>
    </>
  );
}
