import type { App } from "#app/app.server.ts";
import { momentText, shortMomentText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { toIso } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { isLive } from "../booking.ts";
import { knownGuestLink } from "../guest-link.server.ts";
import { findOpen } from "../settling/operation.server.ts";
import { getBooking } from "../queries.server.ts";
import { showBooking } from "../shown.ts";
import type { AbsenceRow } from "./absence.ts";
import { isOpenOffer } from "./offer.server.ts";
import { offerOf } from "./offer-link.server.ts";

/** What a customer is offered, or that the offer is over. Reading changes nothing. @throws AppError not_found */
export function offerPage(app: App, token: string) {
  const row = offerOf(app, token);
  const details = getBooking(app, { kind: "guest", bookingId: row.bookingId }, row.bookingId);
  const { hourCycle, ...company } = readCompany(app.db);
  const zone = details.timeZone;
  const guestToken = knownGuestLink(app, row.bookingId);
  const isOpen = isOpenOffer(app, row);
  return {
    booking: showBooking(details, { hourCycle, ...company }, app.clock()),
    standing: isOpen ? (findOpen(app.db, details.id) ? "changing" : "open") : overAs(row, isLive(details.status)),
    note: row.note,
    until: shortMomentText(row.offerEndsAt!, zone, hourCycle),
    times: row.times.map((time) => ({
      value: toIso(time),
      startIso: toIso(time),
      label: shortMomentText(time, zone, hourCycle),
      name: `Move to ${momentText(time, zone, hourCycle)}${details.staff ? `, with ${details.staff.name}` : ""}`,
    })),
    bookingHref: guestToken && paths.guestBooking(guestToken),
    moveHref: guestToken && paths.guestReschedule(guestToken),
    cancelHref: guestToken && paths.guestCancel(guestToken),
  } as const;
}

function overAs({ state }: AbsenceRow, isLiveStill: boolean): "taken" | "withdrawn" | "changed" | "ended" {
  if (state === "taken" || state === "withdrawn") return state;
  return state === "changed" || !isLiveStill ? "changed" : "ended";
}
