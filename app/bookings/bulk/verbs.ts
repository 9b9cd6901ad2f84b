/** What can be done with many bookings at once. */
export const BULK_VERBS = ["confirm", "cancel", "reassign", "remind"] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];

/** The limit of a run: its rows are stored and shown as a whole before anything happens. */
export const MOST_AT_ONCE = 5_000;

/** Why a row is skipped when it already is as asked. */
export const ALREADY: Record<BulkVerb, string> = {
  confirm: "Is confirmed already.",
  cancel: "Is cancelled already, or about to be.",
  reassign: "Is with that person already.",
  remind: "Was reminded less than an hour ago.",
};
