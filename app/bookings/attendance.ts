import type { Attendee } from "#db/schema/bookings.ts";
import type { Booking } from "./booking.ts";

/** A no-show: nobody came. Where one of several did, the appointment took place. */
export function didNotCome({ attendees }: Pick<Booking, "attendees">): boolean {
  return attendees.length > 0 && attendees.every(({ absent }) => absent === true);
}

/** The attendees with the desk's mark, which is per appointment and so holds for all of them. */
export function withAttendance({ attendees, ...booking }: Booking, absent: boolean): Booking["attendees"] {
  const booker = { name: booking.attendeeName, email: booking.attendeeEmail, phone: booking.attendeePhone, timeZone: booking.timeZone };
  return (attendees.length > 0 ? attendees : [booker]).map(({ absent: _, ...known }: Attendee) => ({ ...known, ...(absent && { absent }) }));
}
