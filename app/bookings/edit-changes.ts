import type { Booking } from "./booking.ts";

/** What may be changed of a booking besides its time and its person. Only the fields given are changed. */
export interface BookingEdit {
  title?: string;
  notes?: string | null;
  attendeeName?: string;
  attendeeEmail?: string | null;
  attendeePhone?: string | null;
  location?: string | null;
  /** E-mail addresses. No far end can remove a guest again. */
  addGuests?: string[];
  /** Who comes as well, with a name. */
  addAttendees?: NewAttendee[];
}

export interface NewAttendee {
  name: string;
  email: string;
  phone?: string;
  timeZone: string;
}

/** The part of an edit that the far end's API can make. */
export interface AskedOfFarEnd {
  location?: string;
  addGuests?: string[];
  addAttendees?: NewAttendee[];
}

const FIELDS = ["title", "notes", "attendeeName", "attendeeEmail", "attendeePhone", "location"] as const;

/** Only what differs from the booking, so that saving an untouched form changes nothing. */
export function changesOf(before: Booking, edit: BookingEdit): BookingEdit {
  const changes: BookingEdit = Object.fromEntries(FIELDS.filter((field) => edit[field] !== undefined && edit[field] !== before[field]).map((field) => [field, edit[field]]));
  const addGuests = edit.addGuests?.filter((guest) => !before.guests.some((one) => isSame(one, guest))) ?? [];
  const addAttendees = edit.addAttendees?.filter(({ email }) => !before.attendees.some((one) => isSame(one.email, email))) ?? [];
  return { ...changes, ...(addGuests.length > 0 && { addGuests }), ...(addAttendees.length > 0 && { addAttendees }) };
}

/** The part of the changes sent to the far end, which cannot clear a location. */
export function askedOf({ location, addGuests, addAttendees }: BookingEdit): AskedOfFarEnd {
  return { ...(location && { location }), ...(addGuests && { addGuests }), ...(addAttendees && { addAttendees }) };
}

/**
 * The columns an edit writes. Fields the far end also stores follow it; the others are marked as ours, so that its
 * later answers do not undo them.
 */
export function editedColumns(booking: Booking, changes: BookingEdit, asked: AskedOfFarEnd): Partial<Booking> {
  const { addGuests = [], addAttendees = [], ...columns } = changes;
  const isThere = (field: string) => field === "location" && asked.location !== undefined;
  const own = Object.keys(columns).filter((field) => !isThere(field));
  return {
    ...columns,
    attendees: attendeesWith(booking, columns, addAttendees),
    ...(addGuests.length > 0 && { guests: [...booking.guests, ...addGuests.filter((guest) => !booking.guests.some((one) => isSame(one, guest)))] }),
    ownFields: [...new Set([...booking.ownFields.filter((field) => !isThere(field)), ...own])],
    icsSequence: booking.icsSequence + 1,
  };
}

/** The history entry of an edit. */
export function editedFields(before: Booking, { addGuests, addAttendees, ...columns }: BookingEdit): { before: object; after: object } {
  const was = Object.fromEntries(Object.keys(columns).map((field) => [field, before[field as keyof Booking]]));
  return { before: was, after: { ...columns, ...(addGuests && { guests: addGuests }), ...(addAttendees && { attendees: addAttendees }) } };
}

/** The booker is in the list of attendees as well. */
function attendeesWith({ attendees: [booker, ...others] }: Booking, changes: BookingEdit, added: NewAttendee[]): Booking["attendees"] {
  const more = added.filter(({ email }) => !others.some((one) => isSame(one.email, email))).map(({ name, email, phone = null, timeZone }) => ({ name, email, phone, timeZone }));
  if (!booker) return more;
  const { attendeeName: name = booker.name, attendeeEmail: email = booker.email, attendeePhone: phone = booker.phone } = changes;
  return [{ ...booker, name, email, phone }, ...others, ...more];
}

function isSame(one: string | null, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
