import type { App } from "#app/app.server.ts";
import { ageText, shortMomentText } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { listDeadJobs } from "./dead.server.ts";
import { jobFacts } from "./facts.server.ts";
import type { Job } from "./job.ts";

/** A job that was given up, as a person reads it. */
export interface ShownJob {
  id: number;
  /** "Read booking again" */
  what: string;
  /** Its unique key, which tells it from others of its kind. */
  about: string | null;
  why: string;
  /** "Fri 20 Nov, 10:00" */
  givenUp: string;
  attempts: number;
}

const NAMES: Record<string, string> = {
  "reread-booking": "Read a booking again",
  "absence-row": "Reassign, offer or cancel an appointment of somebody who is away",
  "absence-offer-end": "End an offer of other times",
  "drift-step": "Compare with Cal.com",
  "bulk-step": "Change many bookings at once",
};

/** What /admin/calcom/jobs shows. */
export function jobsPage(app: App) {
  const { timeZone, hourCycle } = readCompany(app.db);
  const { due, oldestDueSeconds } = jobFacts(app);
  const show = ({ id, kind, uniqueKey, failure, deadAt, attempts }: Job): ShownJob => ({
    id,
    what: NAMES[kind] ?? kind,
    about: uniqueKey,
    why: failure ?? "",
    givenUp: shortMomentText(deadAt ?? 0, timeZone, hourCycle),
    attempts,
  });
  return { due, late: oldestDueSeconds === null ? null : ageText(oldestDueSeconds * 1_000), dead: listDeadJobs(app).map(show) };
}
