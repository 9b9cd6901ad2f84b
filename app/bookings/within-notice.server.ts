import type { App } from "#app/app.server.ts";
import { hoursOf } from "#app/catalog/hours-of.server.ts";
import { liesWithin, openWindows } from "#app/catalog/open-windows.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import type { BookingDetails } from "./queries.server.ts";

/** Whether it is too late to book this time; existing appointments can still be reassigned. */
export function isWithinNotice({ clock }: Pick<App, "clock">, { service, startsAt }: BookingDetails): boolean {
  return service !== null && startsAt < clock() + service.noticeMinutes * MINUTE_MS;
}

/**
 * Which of some people are at work for the whole appointment, so that an exception from the notice can be made with
 * them. With Cal.com nobody, although hours are read: an exception there ignores the person's other calendars, and
 * hours alone do not prove that they are free.
 */
export async function atWork(app: App, staffIds: string[], { startsAt, endsAt }: BookingDetails): Promise<string[]> {
  if (app.farEnd.name === "calcom") return [];
  const hours = await hoursOf(app, staffIds);
  const time = { startMs: startsAt, endMs: endsAt };
  return staffIds.filter((id) => {
    const set = hours.get(id);
    return set && liesWithin(openWindows(set, time), time);
  });
}
