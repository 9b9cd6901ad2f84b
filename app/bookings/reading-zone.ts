/** Whose clock a signed-in person reads a booking by: their own, else the one it was booked by; the desk's is the company's. */
export function readingZone(user: { role: "user" | "admin"; timeZone: string | null }, company: { timeZone: string }, booking: { timeZone: string }): string {
  return user.timeZone ?? (user.role === "admin" ? company.timeZone : booking.timeZone);
}
