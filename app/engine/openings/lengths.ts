import type { EventType } from "#app/engine/event-types/store.server.ts";

/** The lengths a booker may choose from; one for most types. */
export function lengthsOf({ lengthMinutes, settings }: EventType): number[] {
  const options = settings.lengthInMinutesOptions ?? [];
  return options.length > 0 ? options : [lengthMinutes];
}
