import { z } from "zod";
import { BULK_VERBS, MOST_AT_ONCE } from "./verbs.ts";

const ids = z.preprocess((asked) => (asked === undefined ? [] : [asked].flat()), z.array(z.string().max(100)).max(MOST_AT_ONCE, "That is too much at once."));

/** What the list of all bookings posts: the action, and which bookings. */
export const BulkChoice = z.object({
  verb: z.enum([...BULK_VERBS, "export"], "Choose what to do with them."),
  scope: z.enum(["ticked", "page", "all"]).default("ticked"),
  id: ids,
  /** The ids of the page, comma-separated. */
  page: z.string().max(20_000).default(""),
  /** The filters, as a query string. */
  query: z.string().max(4_000).default(""),
  /** How many matched, as the list showed. */
  listed: z.string().max(10).default(""),
});
export type BulkChoice = z.output<typeof BulkChoice>;
