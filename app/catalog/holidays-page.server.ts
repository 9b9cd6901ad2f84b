import type { App } from "#app/app.server.ts";
import { fullDayText } from "#app/lib/format.ts";
import { dateIn } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { hoursOf } from "./hours-of.server.ts";
import { peopleAt } from "./people-at.server.ts";
import { activeBranches } from "./queries.server.ts";

/** Upcoming whole days off, with the people who have them. `isRead`: somebody's hours are known, or nobody is there. */
export async function holidaysPage(app: App) {
  const today = dateIn(readCompany(app.db).timeZone, app.clock());
  const people = peopleAt(app.db);
  const hours = await hoursOf(app, people.map(({ id }) => id));
  const closed = new Map<string, string[]>();
  for (const { id, name } of people) {
    const off = new Set((hours.get(id)?.overrides ?? []).filter(({ date, startTime, endTime }) => date >= today && startTime === endTime).map(({ date }) => date));
    for (const date of off) closed.set(date, [...(closed.get(date) ?? []), name]);
  }
  return {
    today,
    isRead: people.length === 0 || [...hours.values()].some((known) => known !== null),
    isWithCalcom: app.hosts.write === null,
    branches: activeBranches(app.db).map(({ id, name }) => ({ value: id, label: name })),
    days: [...closed]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([date, names]) => ({ date, text: fullDayText(Date.parse(date), "UTC"), who: names.length === people.length ? "Everybody" : names.join(", ") })),
  };
}
