import { z } from "zod";
import { ENGINE_LONGEST_MINUTES } from "#db/schema/engine.ts";
import { boolean, calendarDate, filled, integer, integerFrom, integerIn, list, oneOf, optional, record, string, url } from "#app/engine/http/fields.ts";
import { BookingFieldInput } from "./booking-fields.ts";
import { LocationInput, TeamLocationInput } from "./locations.ts";

/** Request bodies for event types. Unknown properties are dropped. */

const length = () => integerIn(1, ENGINE_LONGEST_MINUTES);
const buffer = () => integerIn(0, ENGINE_LONGEST_MINUTES);
const Disabled = z.object({ disabled: z.literal(true) });
const orDisabled = <T extends z.ZodType>(schema: T) => optional(z.union([Disabled, schema]));

/** A hundred years: further on, dates are beyond what calendars can compute. */
const LONGEST_WINDOW_DAYS = 36_500;
const MOST_SEATS = 1_000;
const MOST_OCCURRENCES = 100;

const BookingWindow = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["businessDays", "calendarDays"]), value: integerIn(1, LONGEST_WINDOW_DAYS), rolling: optional(boolean()) }),
  z.object({ type: z.literal("range"), value: z.tuple([calendarDate(), calendarDate()]) }),
]);

const ConfirmationPolicy = z.object({
  type: oneOf(["always", "time"]),
  noticeThreshold: optional(z.object({ unit: oneOf(["minutes", "hours", "days"]), count: integerFrom(1) })),
  blockUnconfirmedBookingsInBooker: boolean(),
});

const Limits = z.object({ day: optional(integerFrom(1)), week: optional(integerFrom(1)), month: optional(integerFrom(1)), year: optional(integerFrom(1)) });
const Switchable = z.object({ disabled: optional(boolean()), minutesBefore: optional(integerFrom(0)) });

const Seats = z.object({ seatsPerTimeSlot: integerIn(1, MOST_SEATS), showAttendeeInfo: boolean(), showAvailabilityCount: boolean() });
const Recurrence = z.object({ interval: integerIn(1, MOST_OCCURRENCES), occurrences: integerIn(1, MOST_OCCURRENCES), frequency: oneOf(["yearly", "monthly", "weekly"]) });

const common = {
  lengthInMinutesOptions: optional(list(length())),
  description: optional(string()),
  bookingFields: optional(list(BookingFieldInput)),
  disableGuests: optional(boolean()),
  slotInterval: optional(length()),
  minimumBookingNotice: optional(integerFrom(0)),
  beforeEventBuffer: optional(buffer()),
  afterEventBuffer: optional(buffer()),
  scheduleId: optional(integer()),
  bookingLimitsCount: orDisabled(Limits),
  bookingLimitsDuration: orDisabled(Limits),
  bookerActiveBookingsLimit: orDisabled(z.object({ maximumActiveBookings: integerFrom(1), offerReschedule: optional(boolean()) })),
  onlyShowFirstAvailableSlot: optional(boolean()),
  bookingWindow: orDisabled(BookingWindow),
  offsetStart: optional(integerFrom(0)),
  bookerLayouts: optional(record(z.unknown())),
  confirmationPolicy: orDisabled(ConfirmationPolicy),
  seats: orDisabled(Seats),
  recurrence: orDisabled(Recurrence),
  requiresBookerEmailVerification: optional(boolean()),
  hideCalendarNotes: optional(boolean()),
  lockTimeZoneToggleOnBookingPage: optional(boolean()),
  color: optional(z.object({ lightThemeHex: string(), darkThemeHex: string() })),
  customName: optional(string()),
  useDestinationCalendarEmail: optional(boolean()),
  hideCalendarEventDetails: optional(boolean()),
  successRedirectUrl: optional(url()),
  hideOrganizerEmail: optional(boolean()),
  hidden: optional(boolean()),
  bookingRequiresAuthentication: optional(boolean()),
  disableCancelling: optional(Switchable),
  disableRescheduling: optional(Switchable),
  interfaceLanguage: optional(string()),
  allowReschedulingPastBookings: optional(boolean()),
  allowReschedulingCancelledBookings: optional(boolean()),
  showOptimizedSlots: optional(boolean()),
};

const names = { title: filled(), slug: filled(), lengthInMinutes: length() };
const changedNames = { title: optional(filled()), slug: optional(filled()), lengthInMinutes: optional(length()) };

const team = {
  hosts: optional(
    list(
      z.object({
        userId: integer(),
        mandatory: optional(boolean()),
        priority: optional(oneOf(["lowest", "low", "medium", "high", "highest"])),
      }),
    ),
  ),
  assignAllTeamMembers: optional(boolean()),
  rescheduleWithSameRoundRobinHost: optional(boolean()),
  emailSettings: optional(record(z.unknown())),
  locations: optional(list(TeamLocationInput)),
};

export const NewEventType = z.object({ ...names, ...common, locations: optional(list(LocationInput)) });
export const EventTypeChange = z.object({ ...changedNames, ...common, locations: optional(list(LocationInput)) });
export const NewTeamEventType = z.object({ ...names, ...common, ...team, schedulingType: oneOf(["collective", "roundRobin"]) });
export const TeamEventTypeChange = z.object({ ...changedNames, ...common, ...team, schedulingType: optional(oneOf(["collective", "roundRobin"])) });

export type EventTypeFields = z.output<typeof NewEventType>;
export type EventTypeChanges = z.output<typeof TeamEventTypeChange>;
export type Seats = z.output<typeof Seats>;
export type Recurrence = z.output<typeof Recurrence>;
export type HostInput = NonNullable<EventTypeChanges["hosts"]>[number];

/** What the row's JSON column holds: everything that has no column of its own. */
export type EventTypeSettings = Omit<
  EventTypeChanges,
  "title" | "slug" | "lengthInMinutes" | "description" | "scheduleId" | "hidden" | "schedulingType" | "hosts"
>;

/** What every event type has; null leaves it as it is. */
const unclearable = ["title", "slug", "lengthInMinutes", "schedulingType", "hosts", "hidden"];

/** The fields a change clears: those sent as null. */
export function clearedFields(schema: typeof EventTypeChange | typeof TeamEventTypeChange, body: unknown): string[] {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  return fields.filter(([key, value]) => value === null && Object.hasOwn(schema.shape, key) && !unclearable.includes(key)).map(([key]) => key);
}

/** null: one attendee per time slot. */
export function seatsOf({ seats }: EventTypeSettings): Seats | null {
  return seats && "seatsPerTimeSlot" in seats ? seats : null;
}

/** null: no recurrence. */
export function recurrenceOf({ recurrence }: EventTypeSettings): Recurrence | null {
  return recurrence && "frequency" in recurrence ? recurrence : null;
}
