import type { CalcomBooking, CalcomEventType, CalcomMember, CalcomSchedule, CalcomSlot, CalcomUser } from "./model.ts";

/**
 * How long a call may try. `page`: for somebody who waits, 2.5 s in all; what reads default to. `write`: a visitor's
 * change, one attempt of 15 s; what writes default to. `job`: background work, full retries that sit out a rate limit.
 * `probe`: one attempt, to see whether a far end is back.
 */
export type Effort = "page" | "write" | "job" | "probe";

export interface CallOptions {
  effort?: Effort;
  signal?: AbortSignal;
  /** Sent to the log and to the far end, so that one request can be traced. */
  correlationId?: string;
}

export interface SlotsQuery {
  eventTypeId: number;
  /** UTC milliseconds, inclusive. */
  startMs: number;
  /** UTC milliseconds, exclusive. */
  endMs: number;
  /** Minutes; only for event types with several lengths. */
  durationMinutes?: number;
  /** Frees the booking's own time. */
  uidToReschedule?: string;
}

/**
 * A read that may be answered from the cache. `staleMs` is the age of an expired answer that is used because the far
 * end fails; 0 when fresh.
 */
export interface Cached<T> {
  value: T;
  staleMs: number;
  /** With an answer kept beyond its time: how long the far end takes no more calls. Unset where it does not answer. */
  busyForMs?: number;
}

export interface NewCalcomBooking {
  eventTypeId: number;
  startMs: number;
  durationMinutes?: number;
  attendee: { name: string; email?: string; phoneNumber?: string; timeZone: string; language?: string };
  guests?: string[];
  /** Keys are booking-field slugs. */
  responses?: Record<string, string | number | boolean | string[]>;
  /** At most 50 keys; key 40, value 500 characters. */
  metadata?: Record<string, string>;
  location?: CalcomLocationInput;
  /** Book outside hours, notice, window and limits. Only for hosts: with another key the far end refuses or ignores it. */
  override?: boolean;
}

export type CalcomLocationInput =
  | { type: "address" | "link" | "phone" | "organizersDefaultApp" }
  | { type: "integration"; integration: string }
  | { type: "attendeeAddress"; address: string }
  | { type: "attendeePhone"; phone: string }
  | { type: "attendeeDefined"; location: string };

/** For PATCH location the organiser's variants carry the value, unlike for create. */
export type CalcomLocationChange =
  | { type: "address" | "attendeeAddress"; address: string }
  | { type: "link"; link: string }
  | { type: "phone" | "attendeePhone"; phone: string }
  | { type: "attendeeDefined"; location: string };

export type CalcomListStatus = "upcoming" | "recurring" | "past" | "cancelled" | "unconfirmed";

export interface BookingSearch {
  status?: CalcomListStatus[];
  attendeeEmail?: string;
  attendeeName?: string;
  bookingUid?: string;
  eventTypeIds?: number[];
  /** UTC milliseconds. */
  afterStartMs?: number;
  beforeEndMs?: number;
  /** Does not find bookings that were never changed: Cal.com has no update time for them. */
  afterUpdatedMs?: number;
  afterCreatedMs?: number;
  /** Oldest first, so that bookings added while pages are read come at the end. By default the far end sorts by start. */
  sort?: "created";
  take?: number;
  skip?: number;
}

export interface BookingPage {
  bookings: CalcomBooking[];
  totalItems: number;
  hasNextPage: boolean;
}

export interface Reservation {
  uid: string;
  /** UTC milliseconds at which the far end releases the slot. */
  untilMs: number;
}

export interface NewCalcomEventType {
  title: string;
  slug: string;
  description?: string;
  lengthInMinutes: number;
  lengthInMinutesOptions?: number[];
  slotIntervalMinutes?: number;
  minimumNoticeMinutes?: number;
  beforeBufferMinutes?: number;
  afterBufferMinutes?: number;
  scheduleId?: number;
  locations?: unknown[];
  bookingFields?: unknown[];
  requiresConfirmation?: boolean;
  /** Days ahead that may be booked; endless when unset. */
  bookingWindowDays?: number;
  /** Its only host, for a type of the team; without it the type is the account's own. */
  hostUserId?: number;
}

/**
 * Everything the product asks of Cal.com, in the product's own terms. Failing calls reject with an `AppError` whose
 * `cause` is a `CalcomError`: its `code` says why, and `isOutcomeUnknown` whether a write may have happened all the same.
 */
export interface CalcomGateway {
  me(options?: CallOptions): Promise<CalcomUser>;
  /** The team's members; empty if no team is set. */
  members(options?: CallOptions): Promise<CalcomMember[]>;
  slots(query: SlotsQuery, options?: CallOptions): Promise<Cached<CalcomSlot[]>>;
  reserveSlot(slot: { eventTypeId: number; startMs: number; durationMinutes?: number }, options?: CallOptions): Promise<Reservation>;
  getReservation(uid: string, options?: CallOptions): Promise<Reservation | null>;
  releaseSlot(uid: string, options?: CallOptions): Promise<void>;
  createBooking(booking: NewCalcomBooking, options?: CallOptions): Promise<CalcomBooking>;
  getBooking(uid: string, options?: CallOptions): Promise<CalcomBooking>;
  listBookings(search: BookingSearch, options?: CallOptions): Promise<BookingPage>;
  /** Every booking with this metadata value, found by attendee and time: the API cannot search metadata. */
  findBookings(search: BookingSearch & { metadata: { key: string; value: string } }, options?: CallOptions): Promise<CalcomBooking[]>;
  rescheduleBooking(uid: string, change: { startMs: number; reason?: string; rescheduledBy?: string }, options?: CallOptions): Promise<CalcomBooking>;
  cancelBooking(uid: string, reason: string, options?: CallOptions): Promise<CalcomBooking>;
  confirmBooking(uid: string, options?: CallOptions): Promise<CalcomBooking>;
  declineBooking(uid: string, reason: string | undefined, options?: CallOptions): Promise<CalcomBooking>;
  /** What the API can change of a booking: its location and its guests. */
  updateLocation(uid: string, location: CalcomLocationChange, options?: CallOptions): Promise<CalcomBooking>;
  addGuests(uid: string, guests: string[], options?: CallOptions): Promise<CalcomBooking>;
  /** Refused by the far end when the e-mail is in the booking already. */
  addAttendee(uid: string, attendee: { name: string; email: string; timeZone: string; phoneNumber?: string }, options?: CallOptions): Promise<void>;
  /** To another host of a round robin; the booking keeps its uid. Refused for every other event type. */
  reassignBooking(uid: string, userId: number, reason: string | undefined, options?: CallOptions): Promise<void>;
  /** Only once it has begun. The far end ignores people who are not in the booking. */
  markAbsent(uid: string, attendees: { email: string; absent: boolean }[], options?: CallOptions): Promise<CalcomBooking>;
  eventTypes(options?: CallOptions): Promise<Cached<CalcomEventType[]>>;
  eventType(id: number, options?: CallOptions): Promise<Cached<CalcomEventType>>;
  createEventType(eventType: NewCalcomEventType, options?: CallOptions): Promise<CalcomEventType>;
  updateEventType(id: number, change: Partial<NewCalcomEventType>, options?: CallOptions): Promise<CalcomEventType>;
  /** Schedules of the key's owner and of the team's members, as far as the key may see them. */
  schedules(options?: CallOptions): Promise<Cached<CalcomSchedule[]>>;
  /** Probes a far end that calls are held back from, if it is time to; otherwise does nothing. Never rejects. */
  probe(): Promise<void>;
  /** Invalidate what a write, ours or somebody else's, has made stale. Without an id, everything. */
  forget(eventTypeId?: number): void;
}
