import { viewerOf, type User } from "#app/auth/user.ts";
import { deskRole } from "#app/auth/viewer.ts";

/** The time zone a signed-in person sees a booking in: their own, otherwise the one it was booked in; for the desk, the company's. */
export function readingZone(user: User, company: { timeZone: string }, booking: { timeZone: string }): string {
  return user.timeZone ?? (deskRole(viewerOf(user)) ? company.timeZone : booking.timeZone);
}
