import { viewerOf, type User } from "#app/auth/user.ts";
import { deskRole } from "#app/auth/viewer.ts";

/** Whose clock a signed-in person reads a booking by: their own, else the one it was booked by; the desk's is the company's. */
export function readingZone(user: User, company: { timeZone: string }, booking: { timeZone: string }): string {
  return user.timeZone ?? (deskRole(viewerOf(user)) ? company.timeZone : booking.timeZone);
}
