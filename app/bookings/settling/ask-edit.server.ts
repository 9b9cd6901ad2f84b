import type { CalcomLocationChange } from "#app/calcom/gateway.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { uidOf } from "./ask-change.server.ts";
import type { Asking } from "./asking.ts";
import type { AskedOfFarEnd, NewAttendee } from "../edit-changes.ts";
import { asKnownHere, type FarBooking } from "./link.server.ts";
import type { Operation } from "./operation.server.ts";

export const editAsking: Asking = {
  async send(question) {
    const { app, operation, booking, options } = question;
    const uid = uidOf(question);
    // Location and guests can be sent again; adding an attendee twice is refused.
    const missing = operation.attempts > 0 ? missingThere(operation, await app.gateway.getBooking(uid, options)) : askedIn(operation);
    let far: FarBooking = asKnownHere(booking, uid);
    if (missing.location) far = await app.gateway.updateLocation(uid, locationChange(missing.location), options);
    if (missing.addGuests) far = await app.gateway.addGuests(uid, missing.addGuests, options);
    for (const attendee of missing.addAttendees ?? []) await app.gateway.addAttendee(uid, wireAttendee(attendee), options);
    return far;
  },

  async find(question) {
    if (question.uid === null) return null;
    const far = await question.app.gateway.getBooking(question.uid, question.options);
    return Object.keys(missingThere(question.operation, far)).length === 0 ? far : null;
  },
};

/** What an edit asks of the far end, as recorded. */
export function askedIn({ payload }: Operation): AskedOfFarEnd {
  return payload.asked as AskedOfFarEnd;
}

function missingThere(operation: Operation, far: CalcomBooking): AskedOfFarEnd {
  const { location, addGuests = [], addAttendees = [] } = askedIn(operation);
  const present = new Set([...far.guests, ...far.attendees.map(({ email }) => email ?? "")].map((email) => email.toLowerCase()));
  const guests = addGuests.filter((email) => !present.has(email.toLowerCase()));
  const attendees = addAttendees.filter(({ email }) => !present.has(email.toLowerCase()));
  const place = location === undefined ? undefined : placeThere(location);
  return { ...(place !== undefined && far.location !== place && { location }), ...(guests.length > 0 && { addGuests: guests }), ...(attendees.length > 0 && { addAttendees: attendees }) };
}

/** How the far end stores a location that was typed here. */
export function placeThere(text: string): string {
  return textOf(locationChange(text));
}

function locationChange(text: string): CalcomLocationChange {
  if (/^https?:\/\//.test(text)) return { type: "link", link: text };
  const phone = phoneNumber(text);
  return phone ? { type: "phone", phone } : { type: "address", address: text };
}

function textOf(change: CalcomLocationChange): string {
  if ("link" in change) return change.link;
  if ("phone" in change) return change.phone;
  return "address" in change ? change.address : change.location;
}

function wireAttendee({ phone, ...attendee }: NewAttendee) {
  const phoneNumberThere = phone ? phoneNumber(phone) : null;
  return { ...attendee, ...(phoneNumberThere && { phoneNumber: phoneNumberThere }) };
}
