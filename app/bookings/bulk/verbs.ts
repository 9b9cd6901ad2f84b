/** What can be done with many bookings at once. */
export const BULK_VERBS = ["confirm", "cancel", "reassign", "remind"] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];

/** So many at once: what they are is held and shown as a whole before anything happens. */
export const MOST_AT_ONCE = 5_000;

/** Why a row is left as it is where what was asked for is so already. */
export const ALREADY: Record<BulkVerb, string> = {
  confirm: "Is confirmed already.",
  cancel: "Is cancelled already, or about to be.",
  reassign: "Is with that person already.",
  remind: "Was reminded less than an hour ago.",
};
