import { desc, eq } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { momentText, shortDateText } from "#app/lib/format.ts";
import { dateIn, isTimeZone } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { likelyDuplicates } from "./duplicates.server.ts";
import { findPerson } from "./find.server.ts";
import { standingOf } from "./list.server.ts";
import { worksAs } from "./works-as.server.ts";

const LATEST = 20;

/** One person with their latest appointments. */
export function personPage(app: App, id: string) {
  const { timeZone, hourCycle } = readCompany(app.db);
  const person = findPerson(app.db, id);
  const { name, email, phone, role, blockedAt, createdAt, updatedAt, passwordHash } = person;
  const rows = app.db
    .select({ id: bookings.id, title: bookings.title, startsAt: bookings.startsAt, status: bookings.status, venueTimeZone: bookings.venueTimeZone })
    .from(bookings)
    .where(eq(bookings.userId, id))
    .orderBy(desc(bookings.startsAt), desc(bookings.id))
    .limit(LATEST + 1)
    .all();
  return {
    person: { id, name, email, phone, role, updatedAt, hasPassword: passwordHash !== null, isBlocked: blockedAt !== null },
    standing: standingOf({ role, isBlocked: blockedAt !== null, hasPassword: passwordHash !== null }),
    since: shortDateText(dateIn(timeZone, createdAt)),
    appointments: rows.slice(0, LATEST).map(({ venueTimeZone, startsAt, ...row }) => ({ ...row, when: momentText(startsAt, isTimeZone(venueTimeZone) ? venueTimeZone : timeZone, hourCycle) })),
    hasMore: rows.length > LATEST,
    duplicates: likelyDuplicates(app.db, person),
    works: worksAs(app, id),
  };
}
