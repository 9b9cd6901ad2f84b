import type { BulkVerb } from "./verbs.ts";

/** "1 booking", "1,250 bookings". */
export function bookingsText(count: number): string {
  return count === 1 ? "1 booking" : `${count.toLocaleString("en-GB")} bookings`;
}

interface Words {
  /** On the list. */
  button: string;
  /** What is asked for, of so many. */
  title(count: string): string;
  /** What became of a row. */
  done: string;
}

export const VERB_WORDS: Record<BulkVerb, Words> = {
  confirm: { button: "Confirm", title: (count) => `Confirm ${count}`, done: "Confirmed" },
  cancel: { button: "Cancel", title: (count) => `Cancel ${count}`, done: "Cancelled" },
  reassign: { button: "Reassign to a colleague", title: (count) => `Reassign ${count} to a colleague`, done: "Reassigned" },
  remind: { button: "Send a reminder", title: (count) => `Send a reminder of ${count}`, done: "Reminded" },
};
