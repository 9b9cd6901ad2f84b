import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { dateIn } from "#app/lib/time.ts";
import { calcomWeb } from "#app/settings/calcom.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { hoursOf } from "./hours-of.server.ts";
import { hoursValues, spansOn } from "./hours-form.ts";
import { hoursShown } from "./hours-shown.ts";
import { WEEKDAYS, type Hours } from "./hosts.ts";
import { hostOf, staffById } from "./queries.server.ts";
import { versionOf } from "./version.server.ts";

const SPARE_DATES = 3;

/**
 * Somebody's hours: as the form shows them, with room for more, or, with Cal.com, to read (`atCalcom`). Both null: nobody
 * knows them, at the moment or because they are `isMatched` with nobody. @throws AppError not_found
 */
export async function hoursPage(app: Pick<App, "db" | "hosts" | "log" | "clock" | "env">, id: string) {
  const person = staffById(app.db, id);
  if (!person) throw new AppError("not_found", "There is no such person.");
  const hours = (await hoursOf(app, [id])).get(id) ?? null;
  const isWithCalcom = app.hosts.write === null;
  const web = isWithCalcom ? calcomWeb(app) : null;
  const about = { id, name: person.name, isActive: person.active, isWithCalcom, isMatched: hostOf(app.db, id) !== null, calcomHref: web && `${web}/availability` };
  if (hours === null) return { ...about, hours: null, atCalcom: null };
  const today = dateIn(hours.timeZone, app.clock());
  if (isWithCalcom) return { ...about, hours: null, atCalcom: hoursShown(hours, today, readCompany(app.db).hourCycle) };
  return { ...about, hours: asForm(hours, today), atCalcom: null };
}

function asForm(hours: Hours, today: string) {
  return {
    now: hoursValues(hours, today),
    version: versionOf(hours),
    timeZone: hours.timeZone,
    today,
    days: WEEKDAYS.map((day) => ({ day, rows: spansOn(hours.availability, day).length + 1 })),
    dates: hours.overrides.filter(({ date }) => date >= today).length + SPARE_DATES,
  };
}
