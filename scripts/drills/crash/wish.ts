/** What one customer wanted and was told: what both ends have to keep. */
export interface Wish {
  /** Its own for each wish, so that both ends can be asked for it. */
  email: string;
  /** Here; null while nobody answered. */
  id: string | null;
  /** Told "booked" (201 or 200), not merely "being confirmed" (202). */
  isBooked: boolean;
  /** Told "cancelled". */
  isCancelled: boolean;
  /** Somebody, here or there, asked to cancel it. */
  mayBeCancelled: boolean;
  /** What was told last; null once changes crossed each other, or nobody knows what became of one. */
  startsAt: string | null;
  /** Changes under way. */
  busy: number;
}

export function newWish(email: string): Wish {
  return { email, id: null, isBooked: false, isCancelled: false, mayBeCancelled: false, startsAt: null, busy: 0 };
}
