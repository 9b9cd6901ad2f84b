import { and, asc, eq, gte, inArray } from "drizzle-orm";
import { absenceRows, absences } from "#db/schema/absences.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { standingIn } from "../blocks/queries.server.ts";
import type { Occurrence } from "../blocks/occurrences.ts";
import type { BookingDetails } from "../queries.server.ts";
import { isAdministrator } from "../scope.server.ts";
import type { Absence, AbsenceRow } from "./absence.ts";

/** @throws AppError not_found, to everybody but administrators */
export function getAbsence(app: App, viewer: Viewer, id: string): Absence {
  const absence = isAdministrator(viewer) ? app.db.select().from(absences).where(eq(absences.id, id)).get() : undefined;
  if (!absence) throw new AppError("not_found", "There is no such absence.");
  return absence;
}

/** Which absence a blocked time belongs to; null for any other, and to everybody but administrators. */
export function absenceOfBlock(app: App, viewer: Viewer, blockId: string): string | null {
  if (!isAdministrator(viewer)) return null;
  return app.db.select({ id: absences.id }).from(absences).where(eq(absences.blockId, blockId)).get()?.id ?? null;
}

export function rowsOf(app: Pick<App, "db">, absenceId: string): AbsenceRow[] {
  return app.db.select().from(absenceRows).where(eq(absenceRows.absenceId, absenceId)).orderBy(asc(absenceRows.startsAt), asc(absenceRows.id)).all();
}

export function findRow({ db }: Pick<App, "db">, id: string): AbsenceRow | null {
  return db.select().from(absenceRows).where(eq(absenceRows.id, id)).get() ?? null;
}

/** The offer of other times that waits for its customer's answer. */
export function openOffer({ db, clock }: Pick<App, "db" | "clock">, bookingId: string): AbsenceRow | null {
  return db.select().from(absenceRows).where(and(eq(absenceRows.bookingId, bookingId), eq(absenceRows.state, "offered"), gte(absenceRows.offerEndsAt, clock()))).get() ?? null;
}

/** Whether the desk asked the customer for another time: no deadline binds them while it waits for the answer. */
export function isAskedToMove(app: Pick<App, "db" | "clock">, bookingId: string): boolean {
  return openOffer(app, bookingId) !== null;
}

export interface Affected {
  /** Still to come, in order of time. */
  bookings: BookingDetails[];
  /** How many more another absence is dealing with already. */
  elsewhere: number;
}

/** The appointments that fall into somebody's absence. */
export function affectedBy(app: App, staffId: string, period: Occurrence): Affected {
  const coming = standingIn(app, staffId, [period]).filter(({ startsAt }) => startsAt > app.clock());
  const ids = coming.map(({ id }) => id);
  const active = app.db.select({ id: absenceRows.bookingId }).from(absenceRows).where(and(inArray(absenceRows.bookingId, ids), inArray(absenceRows.state, ["waiting", "doing", "offered"]))).all();
  const taken = new Set(active.map(({ id }) => id));
  const bookings = coming.filter(({ id }) => !taken.has(id));
  return { bookings, elsewhere: coming.length - bookings.length };
}
