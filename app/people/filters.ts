import { z } from "zod";

export const STANDINGS = ["guest", "user", "staff", "admin", "blocked"] as const;
/** A guest is somebody without a password; blocked people are so whatever their role. */
export type Standing = (typeof STANDINGS)[number];

/** The filters of the list of people. Every field falls back to its default. */
export const PeopleFilters = z.object({
  /** Part of a name or an e-mail address, or digits of a phone number. */
  q: z.string().trim().max(100).optional().catch(undefined),
  standing: z.enum(STANDINGS).optional().catch(undefined),
  /** The id of the person the page before ended with. */
  after: z.string().min(1).max(60).optional().catch(undefined),
});
export type PeopleFilters = z.output<typeof PeopleFilters>;
