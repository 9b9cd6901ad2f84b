import { bookingFieldsOutput, customFieldsOf } from "#app/engine/event-types/booking-fields.ts";
import { integrationToken } from "#app/engine/event-types/integrations.ts";
import type { EventTypeLocation } from "#app/engine/event-types/locations.ts";
import type { Booking } from "#app/engine/bookings/store.server.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";

/** `{ label, value?, isHidden }`: empty answers have no `value`. */
export type LabelledAnswers = Record<string, { label: string; value?: unknown; isHidden: boolean }>;

const phoneField = { slug: "attendeePhoneNumber", label: "phone_number", hidden: true };

/** The answers to every field of the form, in order. `given` are the booker's or one seat's own answers. */
export function labelledAnswers(booking: Booking, eventType: EventType | undefined, given: Record<string, unknown>, guests: string[]): LabelledAnswers {
  const [name, email, ...others] = bookingFieldsOutput(eventType?.settings.bookingFields) as { slug: string; label?: string; hidden?: boolean }[];
  const system: Record<string, unknown> = { guests, location: locationAnswer(booking, eventType), rescheduleReason: booking.reschedulingReason };
  const answers: LabelledAnswers = {};
  for (const { slug, label = slug, hidden = false } of [name!, email!, phoneField, ...others]) {
    const value = Object.hasOwn(system, slug) ? system[slug] : given[slug];
    answers[slug] = { label, ...(value === undefined || value === null || value === "" ? {} : { value }), isHidden: hidden };
  }
  return answers;
}

/** The event type's own questions once more. */
export function customAnswers(answers: LabelledAnswers, eventType: EventType | undefined): LabelledAnswers {
  const slugs = customFieldsOf(eventType?.settings.bookingFields).map(({ slug }) => slug);
  return Object.fromEntries(slugs.flatMap((slug) => (answers[slug] ? [[slug, answers[slug]]] : [])));
}

/** The web form's names of location kinds. */
const formNames: Record<string, string> = {
  address: "inPerson",
  link: "link",
  phone: "userPhone",
  attendeeAddress: "attendeeInPerson",
  attendeePhone: "phone",
  attendeeDefined: "somewhereElse",
  organizersDefaultApp: "conferencing",
};

function locationAnswer({ location, responses }: Booking, eventType: EventType | undefined): { value: string; optionValue: string } {
  const changed = responses.location as { value: string; optionValue: string } | undefined;
  if (changed) return { value: location.startsWith("integrations:") ? location : (formNames[changed.value] ?? changed.value), optionValue: changed.optionValue };
  if (location.startsWith("integrations:")) return { value: location, optionValue: "" };
  const offered = eventType?.settings.locations ?? [];
  const organisers = offered.find((place) => textOf(place) === location);
  if (organisers) return { value: formNames[organisers.type]!, optionValue: "" };
  const attendees = offered.find((place) => textOf(place) === null);
  return { value: attendees ? formNames[attendees.type]! : "somewhereElse", optionValue: location };
}

/** null: the attendee provides it. */
function textOf(place: EventTypeLocation): string | null {
  if (place.type === "address") return place.address;
  if (place.type === "link") return place.link;
  if (place.type === "phone") return place.phone;
  return place.type === "integration" ? integrationToken(place.integration) : null;
}
