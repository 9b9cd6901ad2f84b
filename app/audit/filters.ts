import { z } from "zod";

export const SUBJECTS = ["booking", "desk note", "user", "branch", "service", "staff", "settings", "session", "bulk", "import"] as const;
export const SOURCES = ["web", "api", "admin", "calcom", "import", "job"] as const;
/** Who acted, by the first word of the actor. */
export const ACTORS = ["admin", "staff", "user", "guest", "system"] as const;

const id = z.string().trim().min(1).max(100).optional().catch(undefined);
const date = z.iso.date().optional().catch(undefined);

/** The filters of the audit log. Every field falls back to its default, so an old link never fails. */
export const AuditFilters = z.object({
  subject: z.enum(SUBJECTS).optional().catch(undefined),
  /** Of the booking, person, service, ... it tells of. */
  subjectId: id,
  actor: z.enum(ACTORS).optional().catch(undefined),
  source: z.enum(SOURCES).optional().catch(undefined),
  /** An e-mail address: its owner's actions, and actions on their account. Otherwise words of the action. */
  q: z.string().trim().max(200).optional().catch(undefined),
  /** Calendar dates in the company's zone, both inclusive. */
  from: date,
  to: date,
  /** Only what is older than this event's number. */
  before: z.coerce.number().int().min(1).optional().catch(undefined),
});
export type AuditFilters = z.output<typeof AuditFilters>;
