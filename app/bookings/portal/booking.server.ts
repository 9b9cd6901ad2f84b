import type { App } from "#app/app.server.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { viewerOf, type User } from "#app/auth/user.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { paths } from "#app/lib/paths.ts";
import { messagesOf } from "#app/notifications/deliveries.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { didNotCome } from "../attendance.ts";
import { isLive, mayChange } from "../booking.ts";
import { addToCalendarLinks } from "../calendar-file.server.ts";
import { guestLink } from "../guest-link.server.ts";
import { namesOf } from "../desk/notes.server.ts";
import { describeHistory, type TimelineLine } from "../history.ts";
import { getBooking, type BookingDetails } from "../queries.server.ts";
import { colleaguesOf } from "../reassign.server.ts";
import { readingZone } from "./reading-zone.ts";
import { plannedLines } from "../reminders/planned-words.server.ts";
import { isAdministrator, isCustomer } from "../scope.server.ts";
import { showBooking, type ShownBooking } from "../shown.ts";
import { standingOf } from "../standing.ts";

/**
 * A booking as the portal pages show it, in the reader's time zone.
 *
 * @throws AppError not_found, also for somebody else's
 */
export function portalBooking(app: App, user: User, bookingId: string): { details: BookingDetails; booking: ShownBooking; mayChange: boolean } {
  const viewer = viewerOf(user);
  const company = readCompany(app.db);
  const found = getBooking(app, viewer, bookingId);
  const details = { ...found, timeZone: readingZone(user, company, found) };
  const nowMs = app.clock();
  const isChangeable = isCustomer(viewer, found) ? mayChange(found, found.service, nowMs) : isLive(found.status);
  return { details, booking: showBooking(details, company, nowMs), mayChange: isChangeable };
}

/** Whether this viewer may confirm or decline it now. */
export function mayDecide(viewer: Viewer, details: BookingDetails): boolean {
  return !isCustomer(viewer, details) && details.status === "pending" && details.syncState === "synced";
}

/** Whether the customer came, if this viewer may mark it: null before it begins, for cancelled or declined ones, and to customers. */
export function attendanceFor(app: App, viewer: Viewer, details: BookingDetails): "expected" | "absent" | null {
  const stood = details.status === "confirmed" || details.status === "rescheduled";
  if (isCustomer(viewer, details) || !stood || details.startsAt > app.clock()) return null;
  return didNotCome(details) ? "absent" : "expected";
}

/** Everything the booking's own page shows. */
export function portalBookingPage(app: App, user: User, bookingId: string, origin: string) {
  const { details, booking, mayChange: isChangeable } = portalBooking(app, user, bookingId);
  const viewer = viewerOf(user);
  return {
    id: details.id,
    status: details.status,
    standing: standingOf(details, app.clock()),
    syncState: details.syncState,
    booking,
    mayChange: isChangeable,
    mayEdit: isLive(details.status),
    mayDecide: mayDecide(viewer, details),
    attendance: attendanceFor(app, viewer, details),
    mayPassOn: isAdministrator(viewer) && isLive(details.status) && colleaguesOf(app, details).length > 0,
    maySettle: isAdministrator(viewer) && details.syncState === "failed",
    attendees: attendeesOf(details),
    guests: details.guests,
    notes: details.notes,
    agenda: details.agenda,
    answers: answersOf(details),
    cancellationReason: details.cancellationReason,
    calendar: isLive(details.status) && details.endsAt > app.clock() ? addToCalendarLinks(details) : null,
    address: isLive(details.status) ? origin + paths.guestBooking(guestLink(app, details.id)) : null,
    again: details.service ? paths.bookService(details.service.slug, { branch: details.branch?.slug }) : paths.book(),
    timeline: withMessages(app, viewer, details, historyFor(app, viewer, details)),
  };
}

/** Its history, newest first; the desk sees the names of who did what. */
export function historyFor(app: App, viewer: Viewer, { id, userId, user, attendeeName, timeZone, ...details }: BookingDetails): TimelineLine[] {
  const entries = historyOf(app.db, id);
  const isOwn = "userId" in viewer && viewer.userId === userId;
  const { hourCycle } = readCompany(app.db);
  return describeHistory(entries, {
    zone: timeZone,
    hourCycle,
    ownerId: userId,
    ownerName: isOwn ? "you" : (user?.name ?? attendeeName),
    ...(!isCustomer(viewer, details) && { nameOf: namesOf(app.db, entries.map(({ actor }) => actor)) }),
  });
}

/** Messages still to be sent come above the history. For the desk ("did she get the mail?") sent messages are included. */
function withMessages(app: App, viewer: Viewer, details: BookingDetails, history: TimelineLine[]): TimelineLine[] {
  const planned = plannedLines(app, details, { isCustomer: isCustomer(viewer, details) });
  if (isCustomer(viewer, details)) return [...planned, ...history];
  const messages = messagesOf(app, details.id, { zone: details.timeZone, hourCycle: readCompany(app.db).hourCycle });
  return [...planned, ...[...messages, ...history].sort((a, b) => (a.atIso < b.atIso ? 1 : a.atIso > b.atIso ? -1 : 0))];
}

/** The booker first, then the other attendees Cal.com knows of. */
function attendeesOf({ attendeeName, attendeeEmail, attendeePhone, attendees }: BookingDetails): { name: string; contacts: string[] }[] {
  const booker = { name: attendeeName, email: attendeeEmail, phone: attendeePhone };
  return [booker, ...attendees.slice(1)].map(({ name, email, phone }) => ({ name, contacts: [email, phone].flatMap((contact) => contact || []) }));
}

/** Labelled with the question, if the service still asks it. */
function answersOf({ answers, service }: BookingDetails): { question: string; answer: string }[] {
  const labels = new Map(service?.questions.map(({ slug, label }) => [slug, label]));
  return Object.entries(answers).map(([slug, answer]) => ({ question: labels.get(slug) ?? slug, answer }));
}
