import type { EngineUser } from "#app/engine/accounts/callers.server.ts";

const integration = {
  name: "Own calendar",
  description: "Bookings and time off",
  installed: true,
  type: "own_calendar",
  title: "Own calendar",
  variant: "calendar",
  category: "calendar",
  categories: ["calendar"],
  logo: "",
  publisher: "Frontdesk",
  slug: "own-calendar",
  url: "",
  email: "",
  locationOption: null,
};

/** A person's calendar, shown as a connected one. */
export function ownCalendar({ id, email }: EngineUser): object {
  const calendar = { externalId: email, integration: integration.type, name: email, primary: true, readOnly: false, email, isSelected: true, credentialId: id };
  return { integration, credentialId: id, primary: calendar, calendars: [calendar] };
}
