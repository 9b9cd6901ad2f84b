interface Changed {
  status: string;
  syncState: "pushing" | "failed" | "synced";
}

/**
 * Whether a change was accepted and is not done yet.
 *
 * @param becomes the resulting status: a cancellation also waits while a person looks into a failed create
 */
export function isOnItsWay({ status, syncState }: Changed, becomes?: "cancelled"): boolean {
  return syncState === "pushing" || (becomes !== undefined && status !== becomes);
}

/** The flash message after a change: that it is done, or, while the far end has not answered, that it is not yet. */
export function changedMessage(booking: Changed, done: string, becomes?: "cancelled"): { tone: "success" | "info"; text: string } {
  if (!isOnItsWay(booking, becomes)) return { tone: "success", text: done };
  return { tone: "info", text: "Your change was accepted and is on its way; the calendar has not confirmed it yet. Look again in a minute." };
}
