import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "../../seed/chance.ts";
import type { There } from "../ends/http.ts";
import type { Crowd } from "./clients.ts";
import type { FarBooking } from "./read-ends.ts";

const HOUR_MS = 3_600_000;

/** Cal.com's own users: they book, move and cancel over there without us, and accept refusals. */
export async function beElsewhere(crowd: Crowd, there: There, eventTypes: number[], chance: Chance, stop: AbortSignal): Promise<void> {
  for (let number = 1; !stop.aborted; number += 1) {
    await sleep(chance.between(200, 1_500));
    // The network fails for them too, so what they tried may have happened.
    await once(crowd, there, eventTypes, chance, number).catch(() => undefined);
    crowd.operations += 1;
  }
}

async function once(crowd: Crowd, there: There, eventTypes: number[], chance: Chance, number: number): Promise<void> {
  const start = someTime(crowd.now(), chance);
  if (chance.is(0.35)) {
    await there("POST", "/v2/bookings", { start, eventTypeId: chance.pick(eventTypes), attendee: { name: `Stranger ${number}`, email: `stranger-${number}@example.com`, timeZone: "Europe/London" } });
    return;
  }
  const { json } = await there("GET", `/v2/bookings?status=upcoming&take=20&skip=${chance.between(0, 60)}`);
  const found = (json as { data?: FarBooking[] } | null)?.data ?? [];
  const booking = found.length > 0 ? chance.pick(found) : null;
  if (!booking) return;
  const wish = crowd.wishes.find(({ email }) => booking.attendees.some((attendee) => attendee.email === email));
  if (wish) wish.startsAt = null;
  if (chance.is(0.6)) {
    await there("POST", `/v2/bookings/${booking.uid}/reschedule`, { start, reschedulingReason: "A sick child" });
  } else {
    if (wish) wish.mayBeCancelled = true;
    await there("POST", `/v2/bookings/${booking.uid}/cancel`, { cancellationReason: "A sick child" });
  }
  if (wish) wish.startsAt = null;
}

/** In office hours of some weekday, on the half hour. */
function someTime(nowMs: number, chance: Chance): string {
  const day = new Date(nowMs + chance.between(10, 150) * 24 * HOUR_MS);
  if (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() + 2);
  day.setUTCHours(chance.between(9, 15), chance.pick([0, 30]), 0, 0);
  return day.toISOString();
}
