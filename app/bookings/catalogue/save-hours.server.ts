import { recordEvent } from "#app/audit/record.server.ts";
import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import type { By } from "#app/catalog/change.ts";
import { hoursFrom, type HoursForm } from "#app/catalog/hours-form.ts";
import { writableHosts } from "#app/catalog/hosts.ts";
import { hostOf, staffById } from "#app/catalog/queries.server.ts";
import { assertVersion } from "#app/catalog/version.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { dateIn } from "#app/lib/time.ts";
import { newlyOutside, OUTSIDE } from "./outside-hours.server.ts";
import { assertLookedAt } from "./stranded.server.ts";

/**
 * Save somebody's weekly hours and exceptions. Free times follow at once; appointments stay.
 *
 * @throws AppError not_found; invalid with Cal.com, where hours are kept; conflict on `version`, or with the
 *   appointments that would lie outside
 */
export function saveHours(app: App, by: By, staffId: string, { version, seen, ...form }: HoursForm): void {
  const write = writableHosts(app.hosts);
  writing(app.db, (tx) => {
    const [person, host] = [staffById(app.db, staffId), hostOf(app.db, staffId)];
    if (!person || !host) throw new AppError("not_found", "There is no such person.");
    const before = write.hoursNow(host.calcomUserId);
    assertVersion(before, version);
    const today = dateIn(before.timeZone, app.clock());
    const after = hoursFrom(form, before.overrides.filter(({ date }) => date < today));
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    assertLookedAt(app, newlyOutside(app, staffId, before, after), seen, OUTSIDE);
    write.writeHours(host.calcomUserId, after);
    recordEvent(tx, app, { ...by, subjectType: "staff", subjectId: staffId, action: "hours changed", data: { before, after } });
  });
  app.gateway.forget();
}
