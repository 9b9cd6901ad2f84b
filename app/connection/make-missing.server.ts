import type { App } from "#app/app.server.ts";
import { SECOND_MS } from "#app/lib/time.ts";
import { makeEventType } from "./make-event-type.server.ts";
import { assertAtCalcom, type By } from "./match.server.ts";
import { offersOf } from "./offers.server.ts";

/** The time limit of the request; the rest is created when it is sent again. */
const PATIENCE_MS = 15 * SECOND_MS;

export interface Made {
  made: number;
  /** Not started, for lack of time. */
  left: number;
  /** For people not matched at Cal.com yet. */
  unmatched: number;
}

/**
 * Create an event type for every offering without one.
 *
 * @throws AppError as makeEventType does, at the first that cannot be made; those before it stay
 */
export async function makeMissing(app: App, by: By): Promise<Made> {
  assertAtCalcom(app);
  const missing = offersOf(app.db).filter(({ eventTypeId }) => eventTypeId === null);
  const makeable = missing.filter(({ calcomUserId }) => calcomUserId !== null);
  const endMs = app.clock() + PATIENCE_MS;
  let made = 0;
  for (const trio of makeable) {
    if (app.clock() >= endMs) break;
    await makeEventType(app, by, trio);
    made += 1;
  }
  return { made, left: makeable.length - made, unmatched: missing.length - makeable.length };
}

/** "12 event types were made at Cal.com. 3 wait until you say who does them at Cal.com." */
export function madeText({ made, left, unmatched }: Made): string {
  return [
    made === 0 ? "No event type was made." : made === 1 ? "One event type was made at Cal.com." : `${made} event types were made at Cal.com.`,
    left > 0 && `Cal.com was slow: ${left} ${left === 1 ? "is" : "are"} left, make them the same way.`,
    unmatched > 0 && `${unmatched} wait until you say who does them at Cal.com.`,
  ].filter(Boolean).join(" ");
}
