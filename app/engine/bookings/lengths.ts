import type { EventType } from "#app/engine/event-types/store.server.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { lengthsOf } from "#app/engine/openings/lengths.ts";

/** How long a new booking lasts; only types with several lengths let the booker say. */
export function lengthFor(eventType: EventType, asked: number | undefined): number {
  if (asked === undefined) return eventType.lengthMinutes;
  const lengths = lengthsOf(eventType);
  if (lengths.length < 2) {
    throw badRequest(
      "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.",
    );
  }
  if (!lengths.includes(asked)) {
    throw badRequest(
      `Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: ${lengths.join(", ")}`,
    );
  }
  return asked;
}
