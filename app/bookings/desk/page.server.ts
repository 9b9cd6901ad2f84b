import type { App } from "#app/app.server.ts";
import { viewerOf, type User } from "#app/auth/user.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { shortMomentText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { toIso } from "#app/lib/time.ts";
import { calcomWeb } from "#app/settings/calcom.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { searchOf, type AllFilters } from "../all/filters.ts";
import { deliveriesOf, neighbours } from "../all/list.server.ts";
import { SOURCE_WORDS } from "../all/page.server.ts";
import { lastUid, liveLink } from "../settling/link.server.ts";
import { portalBookingPage } from "../portal/booking.server.ts";
import { getBooking, type BookingDetails } from "../queries.server.ts";
import { assertDesk, isAdministrator } from "../scope.server.ts";
import { notesOf } from "./notes.server.ts";

/**
 * Everything the desk sees of a booking. An administrator can page through a list with it; the list's filters are in
 * the query string and are kept across every change.
 *
 * @throws AppError not_found, also to staff for a colleague's; forbidden to its customer
 */
export function deskBookingPage(app: App, user: User, bookingId: string, filters: AllFilters, origin: string) {
  const viewer = viewerOf(user);
  const details = getBooking(app, viewer, bookingId);
  assertDesk(viewer, details);
  const page = portalBookingPage(app, user, bookingId, origin);
  const { hourCycle } = readCompany(app.db);
  return {
    ...page,
    again: isAdministrator(viewer) ? newBookingLike(details) : page.again,
    /** This page, with its list. */
    here: paths.adminBooking(bookingId, searchOf(filters)),
    list: listAround(app, viewer, filters, bookingId),
    customer: customerOf(viewer, details),
    branch: details.branch?.name ?? null,
    source: SOURCE_WORDS[details.source],
    far: farOf(app, details),
    delivery: deliveriesOf(app.db, [bookingId]).get(bookingId) ?? "none",
    deskNotes: notesOf(app, viewer, bookingId).map(({ createdAt, ...note }) => ({ ...note, atIso: toIso(createdAt), at: shortMomentText(createdAt, details.timeZone, hourCycle) })),
  };
}

function listAround(app: App, viewer: Viewer, filters: AllFilters, bookingId: string): { back: string; previous: string | null; next: string | null } | null {
  if (!isAdministrator(viewer)) return null;
  const { previous, next } = neighbours(app, viewer, filters, bookingId);
  const hrefOf = (id: string | null) => id && paths.adminBooking(id, searchOf(filters));
  return { back: paths.adminBookings(searchOf(filters)), previous: hrefOf(previous), next: hrefOf(next) };
}

/** Who comes, and whose account it is if that differs. */
function customerOf(viewer: Viewer, { attendeeName, attendeeEmail, attendeePhone, user }: BookingDetails) {
  const isOther = user !== null && (user.name !== attendeeName || user.email !== attendeeEmail);
  return {
    name: attendeeName,
    email: attendeeEmail,
    phone: attendeePhone,
    personHref: user && isAdministrator(viewer) ? paths.adminPerson(user.id) : null,
    account: isOther ? [user.name, user.email].filter(Boolean).join(", ") : null,
  };
}

/** Its uid at the far end, and a link to it there; the embedded engine has no pages. */
function farOf(app: App, { id }: BookingDetails): { uid: string; href: string | null } | null {
  const live = liveLink(app.db, id);
  const uid = live?.uid ?? lastUid(app.db, id);
  if (uid === null) return null;
  const web = calcomWeb(app);
  return { uid, href: live !== null && live.farEnd !== "embedded" && web !== null ? `${web}/booking/${encodeURIComponent(uid)}` : null };
}

/** The link to book the same again for the same customer. */
export function newBookingLike({ service, branch, staff, userId }: BookingDetails): string {
  return paths.adminNewBooking({ service: service?.slug, branch: branch?.slug, staff: staff?.slug, customer: userId });
}
