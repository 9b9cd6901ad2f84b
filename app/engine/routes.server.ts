import { getMe, updateMe } from "./accounts/me.server.ts";
import * as attendees from "./bookings/attendees.server.ts";
import { getCalendarLinks } from "./bookings/calendar-links.server.ts";
import { cancelBooking } from "./bookings/cancel.server.ts";
import { createBooking } from "./bookings/create.server.ts";
import { confirmBooking, declineBooking } from "./bookings/decide.server.ts";
import { addGuests } from "./bookings/guests.server.ts";
import { listBookings } from "./bookings/list.server.ts";
import { updateLocation } from "./bookings/change-location.server.ts";
import { markAbsent } from "./bookings/mark-absent.server.ts";
import { listNone } from "./bookings/parts.server.ts";
import { getBooking, getBookingBySeat } from "./bookings/read.server.ts";
import { reassignBooking, reassignToUser } from "./bookings/reassign.server.ts";
import { requestReschedule } from "./bookings/request-reschedule.server.ts";
import { rescheduleBooking } from "./bookings/reschedule.server.ts";
import type { Route } from "./context.ts";
import * as personal from "./event-types/personal.server.ts";
import * as links from "./event-types/private-links.server.ts";
import * as team from "./event-types/team.server.ts";
import { versionsOf } from "./http/versions.ts";
import { listSlots } from "./openings/list.server.ts";
import * as reservations from "./openings/reservations.server.ts";
import * as schedules from "./schedules/resource.server.ts";

const { account, slots, bookings, bookingList, bookingParts, eventTypes } = versionsOf;

/** Every route of the engine. At the same position a fixed segment is listed before a parameter. */
export const routes: readonly Route[] = [
  { method: "GET", path: "/v2/me", versions: account, auth: "required", handle: getMe },
  { method: "PATCH", path: "/v2/me", versions: account, auth: "required", handle: updateMe },

  { method: "GET", path: "/v2/slots", versions: slots, auth: "optional", handle: listSlots },
  { method: "POST", path: "/v2/slots/reservations", versions: slots, auth: "optional", handle: reservations.createReservation },
  { method: "GET", path: "/v2/slots/reservations/:uid", versions: slots, auth: "optional", handle: reservations.getReservation },
  { method: "PATCH", path: "/v2/slots/reservations/:uid", versions: slots, auth: "optional", handle: reservations.updateReservation },
  { method: "DELETE", path: "/v2/slots/reservations/:uid", versions: slots, auth: "optional", handle: reservations.deleteReservation },

  { method: "POST", path: "/v2/bookings", versions: bookings, auth: "optional", handle: createBooking },
  { method: "GET", path: "/v2/bookings", versions: bookingList, auth: "required", handle: listBookings },
  { method: "GET", path: "/v2/bookings/by-seat/:seatUid", versions: bookings, auth: "optional", handle: getBookingBySeat },
  { method: "GET", path: "/v2/bookings/:uid", versions: bookings, auth: "optional", handle: getBooking },
  { method: "POST", path: "/v2/bookings/:uid/reschedule", versions: bookings, auth: "optional", handle: rescheduleBooking },
  { method: "POST", path: "/v2/bookings/:uid/cancel", versions: bookings, auth: "optional", handle: cancelBooking },
  { method: "POST", path: "/v2/bookings/:uid/confirm", versions: bookings, auth: "required", handle: confirmBooking },
  { method: "POST", path: "/v2/bookings/:uid/decline", versions: bookings, auth: "required", handle: declineBooking },
  { method: "POST", path: "/v2/bookings/:uid/mark-absent", versions: bookings, auth: "required", handle: markAbsent },
  { method: "POST", path: "/v2/bookings/:uid/reassign", versions: bookings, auth: "required", handle: reassignBooking },
  { method: "POST", path: "/v2/bookings/:uid/reassign/:userId", versions: bookings, auth: "required", handle: reassignToUser },
  { method: "POST", path: "/v2/bookings/:uid/request-reschedule", versions: bookings, auth: "required", handle: requestReschedule },
  { method: "GET", path: "/v2/bookings/:uid/calendar-links", versions: bookings, auth: "required", handle: getCalendarLinks },
  { method: "GET", path: "/v2/bookings/:uid/references", versions: bookings, auth: "required", handle: listNone },
  { method: "GET", path: "/v2/bookings/:uid/recordings", versions: bookings, auth: "required", handle: listNone },
  { method: "GET", path: "/v2/bookings/:uid/transcripts", versions: bookings, auth: "required", handle: listNone },
  { method: "GET", path: "/v2/bookings/:uid/conferencing-sessions", versions: bookings, auth: "required", handle: listNone },
  { method: "GET", path: "/v2/bookings/:uid/attendees", versions: bookings, auth: "required", handle: attendees.listAttendees },
  { method: "GET", path: "/v2/bookings/:uid/attendees/:attendeeId", versions: bookings, auth: "required", handle: attendees.getAttendee },
  { method: "POST", path: "/v2/bookings/:uid/attendees", versions: bookings, auth: "required", handle: attendees.addAttendee },
  { method: "PATCH", path: "/v2/bookings/:uid/location", versions: bookingParts, auth: "required", handle: updateLocation },
  { method: "POST", path: "/v2/bookings/:uid/guests", versions: bookingParts, auth: "required", handle: addGuests },

  { method: "GET", path: "/v2/event-types", versions: eventTypes, auth: "optional", handle: personal.listPersonal },
  { method: "POST", path: "/v2/event-types", versions: eventTypes, auth: "required", handle: personal.createPersonal },
  { method: "GET", path: "/v2/event-types/:eventTypeId", versions: eventTypes, auth: "required", handle: personal.getEventType },
  { method: "PATCH", path: "/v2/event-types/:eventTypeId", versions: eventTypes, auth: "required", handle: personal.updatePersonal },
  { method: "DELETE", path: "/v2/event-types/:eventTypeId", versions: eventTypes, auth: "required", handle: personal.deletePersonal },
  { method: "GET", path: "/v2/event-types/:eventTypeId/private-links", versions: "any", auth: "required", handle: links.listPrivateLinks },
  { method: "POST", path: "/v2/event-types/:eventTypeId/private-links", versions: "any", auth: "required", handle: links.createPrivateLink },
  { method: "PATCH", path: "/v2/event-types/:eventTypeId/private-links/:linkId", versions: "any", auth: "required", handle: links.updatePrivateLink },
  { method: "DELETE", path: "/v2/event-types/:eventTypeId/private-links/:linkId", versions: "any", auth: "required", handle: links.deletePrivateLink },
  { method: "GET", path: "/v2/teams/:teamId/event-types", versions: eventTypes, auth: "optional", handle: team.listTeam },
  { method: "POST", path: "/v2/teams/:teamId/event-types", versions: eventTypes, auth: "required", handle: team.createTeam },
  { method: "GET", path: "/v2/teams/:teamId/event-types/:eventTypeId", versions: eventTypes, auth: "required", handle: team.getTeam },
  { method: "PATCH", path: "/v2/teams/:teamId/event-types/:eventTypeId", versions: eventTypes, auth: "required", handle: team.updateTeam },
  { method: "DELETE", path: "/v2/teams/:teamId/event-types/:eventTypeId", versions: eventTypes, auth: "required", handle: team.deleteTeam },

  { method: "GET", path: "/v2/schedules", versions: versionsOf.schedules, auth: "required", handle: schedules.listSchedules },
  { method: "POST", path: "/v2/schedules", versions: versionsOf.schedules, auth: "required", handle: schedules.createSchedule },
  { method: "GET", path: "/v2/schedules/default", versions: versionsOf.schedules, auth: "required", handle: schedules.getDefaultSchedule },
  { method: "GET", path: "/v2/schedules/:scheduleId", versions: versionsOf.schedules, auth: "required", handle: schedules.getSchedule },
  { method: "PATCH", path: "/v2/schedules/:scheduleId", versions: versionsOf.schedules, auth: "required", handle: schedules.updateSchedule },
  { method: "DELETE", path: "/v2/schedules/:scheduleId", versions: versionsOf.schedules, auth: "required", handle: schedules.deleteSchedule },
];
