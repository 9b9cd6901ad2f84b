import type { Booking } from "./booking.ts";

/** Whether the one it was booked for did not come. */
export function didNotCome({ attendees }: Pick<Booking, "attendees">): boolean {
  return attendees[0]?.absent === true;
}

/** The attendees with the word about the one it was booked for, who stands first among them. */
export function withAttendance({ attendees, ...booking }: Booking, absent: boolean): Booking["attendees"] {
  const [booker, ...others] = attendees;
  const { absent: _, ...known } = booker ?? { name: booking.attendeeName, email: booking.attendeeEmail, phone: booking.attendeePhone, timeZone: booking.timeZone };
  return [{ ...known, ...(absent && { absent }) }, ...others];
}
