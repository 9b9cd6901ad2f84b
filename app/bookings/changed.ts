interface Changed {
  status: string;
  syncState: "pushing" | "failed" | "synced";
}

/**
 * Whether a change was accepted and is not done yet.
 *
 * @param becomes what it makes of the booking: a cancellation also waits for a person to look into a create that failed
 */
export function isOnItsWay({ status, syncState }: Changed, becomes?: "cancelled"): boolean {
  return syncState === "pushing" || (becomes !== undefined && status !== becomes);
}

/** What is said once after a change: that it is done, or, while the far end has not answered, that it is not yet. */
export function changedMessage(booking: Changed, done: string, becomes?: "cancelled"): { tone: "success" | "info"; text: string } {
  if (!isOnItsWay(booking, becomes)) return { tone: "success", text: done };
  return { tone: "info", text: "Your change was accepted and is on its way; the calendar has not confirmed it yet. Look again in a minute." };
}
