/** What one customer asked for and was told, which both sides have to honour. */
export interface Wish {
  /** Unique per wish, so that both sides can be searched for it. */
  email: string;
  /** The id here; null until answered. */
  id: string | null;
  /** Told "booked" (201 or 200), not merely "being confirmed" (202). */
  isBooked: boolean;
  /** Told "cancelled". */
  isCancelled: boolean;
  /** Somebody, here or there, asked to cancel it. */
  mayBeCancelled: boolean;
  /** The last confirmed time; null once changes crossed each other, or one has an unknown outcome. */
  startsAt: string | null;
  /** Changes under way. */
  busy: number;
}

export function newWish(email: string): Wish {
  return { email, id: null, isBooked: false, isCancelled: false, mayBeCancelled: false, startsAt: null, busy: 0 };
}
