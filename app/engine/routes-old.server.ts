import type { Route } from "./context.ts";
import { versionsOf } from "./http/versions.ts";
import * as bookings from "./old/bookings.server.ts";
import { createOldBooking, createOldSeries } from "./old/create-booking.server.ts";
import * as types from "./old/event-types.server.ts";
import * as schedules from "./old/schedules.server.ts";
import * as slots from "./old/slots.server.ts";

const { oldBookings, oldSlots, oldEventTypes, oldSchedules } = versionsOf;

/** The routes for a missing or invalid version header: the 2024-04-15 shapes. */
export const oldRoutes: readonly Route[] = [
  { method: "GET", path: "/v2/slots/available", versions: oldSlots, auth: "optional", handle: slots.listAvailable },
  { method: "POST", path: "/v2/slots/reserve", versions: oldSlots, auth: "optional", handle: slots.reserveSlot },
  { method: "DELETE", path: "/v2/slots/selected-slot", versions: oldSlots, auth: "optional", handle: slots.releaseSlot },

  { method: "POST", path: "/v2/bookings", versions: oldBookings, auth: "optional", handle: createOldBooking },
  { method: "POST", path: "/v2/bookings/recurring", versions: oldBookings, auth: "optional", handle: createOldSeries },
  { method: "GET", path: "/v2/bookings", versions: oldBookings, auth: "required", handle: bookings.listOldBookings },
  { method: "GET", path: "/v2/bookings/:uid", versions: oldBookings, auth: "optional", handle: bookings.getOldBooking },
  { method: "POST", path: "/v2/bookings/:uid/cancel", versions: oldBookings, auth: "optional", handle: bookings.cancelOldBooking },
  { method: "POST", path: "/v2/bookings/:uid/mark-no-show", versions: oldBookings, auth: "required", handle: bookings.markNoShow },

  { method: "GET", path: "/v2/event-types", versions: oldEventTypes, auth: "required", handle: types.listOldTypes },
  { method: "POST", path: "/v2/event-types", versions: oldEventTypes, auth: "required", handle: types.createOldType },
  { method: "GET", path: "/v2/event-types/:eventTypeId", versions: oldEventTypes, auth: "required", handle: types.getOldType },
  { method: "PATCH", path: "/v2/event-types/:eventTypeId", versions: oldEventTypes, auth: "required", handle: types.updateOldType },
  { method: "DELETE", path: "/v2/event-types/:eventTypeId", versions: oldEventTypes, auth: "required", handle: types.deleteOldType },
  { method: "GET", path: "/v2/event-types/:username/public", versions: oldEventTypes, auth: "optional", handle: types.listPublicTypes },
  { method: "GET", path: "/v2/event-types/:username/:eventSlug/public", versions: oldEventTypes, auth: "optional", handle: types.getPublicType },

  { method: "GET", path: "/v2/schedules", versions: oldSchedules, auth: "required", handle: schedules.listOldSchedules },
  { method: "POST", path: "/v2/schedules", versions: oldSchedules, auth: "required", handle: schedules.createOldSchedule },
  { method: "GET", path: "/v2/schedules/default", versions: oldSchedules, auth: "required", handle: schedules.getOldDefaultSchedule },
  { method: "GET", path: "/v2/schedules/:scheduleId", versions: oldSchedules, auth: "required", handle: schedules.getOldSchedule },
  { method: "PATCH", path: "/v2/schedules/:scheduleId", versions: oldSchedules, auth: "required", handle: schedules.updateOldSchedule },
];
