import { inArray } from "drizzle-orm";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { momentText } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { relocationCandidates } from "./candidates.server.ts";

/** The dry run: every upcoming appointment that exists only here, and what would happen to it. Changes nothing. */
export function relocationPage(app: App) {
  const { hourCycle } = readCompany(app.db);
  const candidates = relocationCandidates(app);
  const states = jobStates(app, candidates.map(({ booking }) => `relocate-booking:${booking.id}`));
  return {
    isAtCalcom: app.farEnd.name === "calcom",
    ready: candidates.filter(({ obstacle }) => obstacle === null).length,
    appointments: candidates.map(({ booking, obstacle }) => ({
      id: booking.id,
      title: booking.title,
      customer: booking.attendeeName,
      at: momentText(booking.startsAt, booking.venueTimeZone, hourCycle),
      isReady: obstacle === null,
      what: states.get(`relocate-booking:${booking.id}`) ?? obstacle ?? "Would be made at Cal.com.",
    })),
  };
}

function jobStates(app: App, keys: string[]): Map<string, string> {
  if (keys.length === 0) return new Map();
  const rows = app.db.select({ key: jobs.uniqueKey, failure: jobs.failure, deadAt: jobs.deadAt }).from(jobs).where(inArray(jobs.uniqueKey, keys)).all();
  return new Map(
    rows.flatMap(({ key, failure, deadAt }) =>
      key === null
        ? []
        : [[key, deadAt === null && failure === null ? "Is being made at Cal.com." : `Could not be made: ${failure ?? "no reason known"}`] as const],
    ),
  );
}
