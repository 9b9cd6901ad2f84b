/** Cal.com's objects as the rest of the product sees them: camelCase, instants in UTC milliseconds, nothing undefined. */

export type CalcomStatus = "accepted" | "pending" | "cancelled" | "rejected" | "awaiting_host";

export interface CalcomBooking {
  /** The path key; changes on every reschedule. */
  uid: string;
  status: CalcomStatus;
  startMs: number;
  endMs: number;
  title: string;
  /** The attendee's notes. */
  description: string | null;
  eventTypeId: number | null;
  hosts: CalcomHost[];
  /** The first is the booker. */
  attendees: CalcomAttendee[];
  guests: string[];
  /** The location field: an address, a link, or an internal token such as "integrations:daily". */
  location: string | null;
  /** Only when it is a link that can be opened. */
  meetingUrl: string | null;
  responses: Record<string, unknown>;
  metadata: Record<string, string>;
  cancellationReason: string | null;
  cancelledByEmail: string | null;
  reschedulingReason: string | null;
  rescheduledFromUid: string | null;
  rescheduledToUid: string | null;
  icsUid: string | null;
  absentHost: boolean;
  createdAtMs: number | null;
  updatedAtMs: number | null;
}

export interface CalcomHost {
  /** null when Cal.com no longer knows the person (it writes "unknown"). */
  id: number | null;
  name: string;
  email: string;
  username: string | null;
  timeZone: string | null;
}

export interface CalcomAttendee {
  name: string;
  email: string | null;
  phoneNumber: string | null;
  timeZone: string | null;
  language: string | null;
  absent: boolean;
}

export interface CalcomSlot {
  startMs: number;
  endMs: number | null;
}

export interface CalcomEventType {
  id: number;
  slug: string;
  title: string;
  description: string;
  lengthInMinutes: number;
  lengthInMinutesOptions: number[];
  requiresConfirmation: boolean;
  hidden: boolean;
  scheduleId: number | null;
  ownerId: number | null;
  hosts: { userId: number; name: string | null }[];
}

export interface CalcomMember {
  id: number;
  name: string | null;
  /** null if not given. */
  email: string | null;
  username: string | null;
}

export interface CalcomUser {
  id: number;
  username: string;
  email: string;
  name: string | null;
  timeZone: string;
  defaultScheduleId: number | null;
}

export type CalcomWeekday = "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday";

/** Times are wall clock "HH:MM" in the schedule's zone, 23:59 the end of a day; an override from and until the same minute is a day off. */
export interface CalcomHours {
  timeZone: string;
  availability: { days: CalcomWeekday[]; startTime: string; endTime: string }[];
  overrides: { date: string; startTime: string; endTime: string }[];
}

export interface CalcomSchedule {
  id: number;
  ownerId: number;
  /** The schedule used by their event types that name no other. */
  isDefault: boolean;
  /** null if they cannot be parsed: half of somebody's hours are worse than none. */
  hours: CalcomHours | null;
}
