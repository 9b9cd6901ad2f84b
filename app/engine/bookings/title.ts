import type { EventType } from "#app/engine/event-types/store.server.ts";

/**
 * The title of a booking: the attendee's own, otherwise from the event type's template, otherwise "<type> between
 * <host> and <attendee>".
 */
export function titleOf(eventType: EventType, responses: Record<string, unknown>, host: string, attendee: string): string {
  if (typeof responses.title === "string" && responses.title !== "") return responses.title;
  const template = eventType.settings.customName;
  if (!template) return `${eventType.title} between ${host} and ${attendee}`;
  return template.replaceAll("{Event type title}", eventType.title).replaceAll("{Organiser}", host).replaceAll("{Organizer}", host).replaceAll("{Scheduler}", attendee);
}
