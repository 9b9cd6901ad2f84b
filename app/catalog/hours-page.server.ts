import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { dateIn } from "#app/lib/time.ts";
import { hoursOf } from "./hours-of.server.ts";
import { hoursValues, spansOn, WEEKDAYS } from "./hours-form.ts";
import { staffById } from "./queries.server.ts";
import { versionOf } from "./version.server.ts";

const SPARE_DATES = 3;

/** Somebody's hours as the form shows them, with room for more. `hours` null: they are kept, or at the moment known, elsewhere only. @throws AppError not_found */
export async function hoursPage(app: Pick<App, "db" | "hosts" | "log" | "clock">, id: string) {
  const person = staffById(app.db, id);
  if (!person) throw new AppError("not_found", "There is no such person.");
  const hours = (await hoursOf(app, [id])).get(id) ?? null;
  const about = { id, name: person.name, isActive: person.active, isWithCalcom: app.hosts.write === null };
  if (hours === null) return { ...about, hours: null };
  const today = dateIn(hours.timeZone, app.clock());
  return {
    ...about,
    hours: {
      now: hoursValues(hours, today),
      version: versionOf(hours),
      timeZone: hours.timeZone,
      today,
      days: WEEKDAYS.map((day) => ({ day, rows: spansOn(hours.availability, day).length + 1 })),
      dates: hours.overrides.filter(({ date }) => date >= today).length + SPARE_DATES,
    },
  };
}
