import { z } from "zod";
import type { App } from "#app/app.server.ts";
import { readStart } from "#app/availability/choice.server.ts";
import { timeOffer, type TimeOffer } from "#app/availability/time-offer.server.ts";
import { Start } from "#app/availability/times-page.server.ts";
import { weekPage, type WeekPage } from "#app/availability/week-page.server.ts";
import { momentText, shortMomentText } from "#app/lib/format.ts";
import { isTimeZone, MINUTE_MS, toIso } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { isAskedToMove } from "../absences/queries.server.ts";
import { isCustomer } from "../scope.server.ts";
import { isLive, mayChange } from "../booking.ts";
import { movingOf, NOT_OFFERED, offeringsOf } from "../offerings.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { showBooking, type ShownBooking } from "../shown.ts";
import { WayBack } from "../way-back.ts";
import { deskRole, type Viewer } from "#app/auth/viewer.ts";

const text = z.string().max(200).optional().catch(undefined);

export const RescheduleSearch = z.object({ week: text, zone: text, start: text, reason: z.string().max(1_000).optional().catch(undefined), ...WayBack.shape });

export type RescheduleSearch = z.output<typeof RescheduleSearch>;

export const MoveForm = z.object({
  start: Start,
  reason: z.string().trim().max(1_000, "Please use at most 1000 characters.").optional(),
});

export type ReschedulePage = { booking: ShownBooking; query: { zone?: string; week?: string; next?: string } } & (
  | { step: "closed"; why: string }
  | { step: "choose"; page: WeekPage }
  | { step: "confirm"; chosen: { startIso: string; text: string; short: string }; offer: TimeOffer; reason: string }
);

export interface RescheduleQuery {
  viewer: Viewer;
  details: BookingDetails;
  search: RescheduleSearch;
  /** The visitor, hashed: their own hold hides no time. */
  holder?: string | null;
  correlationId?: string;
  hrefOf: (search: { week?: string; zone?: string; next?: string }) => string;
}

/** What the page that moves a booking shows: the week, or the old and the chosen time, or why it cannot be moved. */
export async function reschedulePage(app: App, { viewer, details, search, holder, correlationId, hrefOf }: RescheduleQuery): Promise<ReschedulePage> {
  const company = readCompany(app.db);
  const zone = search.zone !== undefined && isTimeZone(search.zone) ? search.zone : details.timeZone;
  const booking = showBooking({ ...details, timeZone: zone }, company, app.clock());
  const kept = { ...(zone !== details.timeZone && { zone }), ...(search.next !== undefined && { next: search.next }) };
  const why = whyClosed(app, viewer, details);
  if (why !== null) return { step: "closed", why, booking, query: kept };
  const looking = {
    offerings: offeringsOf(app, details),
    durationMinutes: Math.round((details.endsAt - details.startsAt) / MINUTE_MS),
    moving: movingOf(app, details),
    holder,
    zone,
    correlationId,
    withWhom: details.staff?.name ?? "anyone",
  };
  const startMs = readStart(search.start);
  if (startMs === null) {
    const page = await weekPage(app, { ...looking, week: search.week, hrefOf: (week) => hrefOf({ ...kept, week }) });
    return { step: "choose", page, booking, query: { ...kept, ...(search.week !== undefined && { week: search.week }) } };
  }
  const chosen = { startIso: toIso(startMs), text: momentText(startMs, zone, company.hourCycle), short: shortMomentText(startMs, zone, company.hourCycle) };
  return { step: "confirm", chosen, offer: await timeOffer(app, { ...looking, startMs }), reason: search.reason ?? "", booking, query: kept };
}

function whyClosed(app: App, viewer: Viewer, details: BookingDetails): string | null {
  if (!isLive(details.status)) return "This appointment was cancelled or declined, so it cannot be moved.";
  if (details.startsAt <= app.clock()) return "This appointment has begun or is over, so it cannot be moved.";
  if (isCustomer(viewer, details) && !mayChange(details, details.service, app.clock()) && !isAskedToMove(app, details.id)) return "It is too close to the appointment to move it here. Please call us.";
  if (offeringsOf(app, details).length === 0) return deskRole(viewer) === null ? NOT_OFFERED.message : NOT_OFFERED.atDesk;
  return null;
}
