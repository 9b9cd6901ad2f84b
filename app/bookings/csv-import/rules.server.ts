import { max } from "drizzle-orm";
import { services, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { hoursOf } from "#app/catalog/hours-of.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { liesWithin, openWindows, type Window } from "#app/catalog/open-windows.ts";
import { durationText } from "#app/lib/format.ts";
import { addDays, dateIn, DAY_MS, MINUTE_MS, startOfDate } from "#app/lib/time.ts";

/**
 * Which of several people a time would be booked with, and, if it is on offer with none of them, the reason in a
 * sentence; null if no rule forbids it, as far as hours can be read.
 */
export type Rules = (offerings: Offering[], startMs: number, durationMinutes: number) => { one: Offering; reason: string | null; hoursAreRead: boolean };

/**
 * Checks notice, booking window and hours for many times without asking the calendar for each. Hours that cannot be
 * read are not checked, and those of Cal.com are the person's default schedule: the calendar decides at booking.
 */
export async function offerRules(app: App): Promise<Rules> {
  const nowMs = app.clock();
  const hours = await hoursOf(app, app.db.select({ id: staff.id }).from(staff).all().map(({ id }) => id));
  const furthest = app.db.select({ days: max(services.windowDays) }).from(services).get()?.days ?? 0;
  const read = new Map<string, Window[] | null>();
  const windowsOf = (staffId: string) => {
    const set = hours.get(staffId);
    if (!read.has(staffId)) read.set(staffId, set ? openWindows(set, { startMs: nowMs, endMs: nowMs + (furthest + 2) * DAY_MS }) : null);
    return read.get(staffId) ?? null;
  };
  const reasonAgainst = ({ service, branch, staff: person }: Offering, startMs: number, durationMinutes: number) => {
    if (startMs < nowMs + service.noticeMinutes * MINUTE_MS) return `It is less than ${durationText(service.noticeMinutes)} ahead`;
    const lastDate = addDays(dateIn(branch.timeZone, nowMs), service.windowDays);
    if (startMs >= startOfDate(branch.timeZone, addDays(lastDate, 1))) return `It is more than ${service.windowDays} days ahead`;
    const windows = windowsOf(person.id);
    const isOpen = windows === null || liesWithin(windows, { startMs, endMs: startMs + durationMinutes * MINUTE_MS });
    return isOpen ? null : `Outside the hours of ${person.name}`;
  };
  return (offerings, startMs, durationMinutes) => {
    const judged = offerings.map((one) => ({ one, reason: reasonAgainst(one, startMs, durationMinutes), hoursAreRead: windowsOf(one.staff.id) !== null }));
    return judged.find(({ reason }) => reason === null) ?? judged[0]!;
  };
}
