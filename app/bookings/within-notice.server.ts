import type { App } from "#app/app.server.ts";
import { hoursOf } from "#app/catalog/hours-of.server.ts";
import { liesWithin, openWindows } from "#app/catalog/open-windows.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import type { BookingDetails } from "./queries.server.ts";

/** Whether nobody could book it any more: what is agreed on already is passed on all the same. */
export function isWithinNotice({ clock }: Pick<App, "clock">, { service, startsAt }: BookingDetails): boolean {
  return service !== null && startsAt < clock() + service.noticeMinutes * MINUTE_MS;
}

/**
 * Who of some people works through an appointment by their hours, so that an exception from the notice can be made with
 * them. At Cal.com nobody, though their hours are read: there an exception heeds no other calendar of the person, and
 * hours alone do not say that they are free.
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
