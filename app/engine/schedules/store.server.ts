import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { engineSchedules, engineUsers } from "#db/schema/engine.ts";
import { notFound } from "#app/engine/http/failures.ts";
import type { Schedule } from "#app/engine/slots/model.ts";

export type ScheduleRow = typeof engineSchedules.$inferSelect;

/** The default hours. */
export const officeHours: Schedule["availability"] = [
  { days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], startTime: "09:00", endTime: "17:00" },
];

export function findSchedule(db: Db | Tx, id: number): ScheduleRow | undefined {
  return db.select().from(engineSchedules).where(eq(engineSchedules.id, id)).get();
}

/** A schedule of this person, or the API's error. */
export function ownScheduleOf(db: Db | Tx, userId: number, id: number): ScheduleRow {
  const row = db.select().from(engineSchedules).where(and(eq(engineSchedules.id, id), eq(engineSchedules.userId, userId))).get();
  if (!row) throw notFound(`User with ID=${userId} does not own schedule with ID=${id}`);
  return row;
}

export function addSchedule(tx: Tx, userId: number, name: string, schedule: Schedule, isDefault: boolean): ScheduleRow {
  const row = tx.insert(engineSchedules).values({ userId, name, ...schedule }).returning().get();
  if (isDefault) tx.update(engineUsers).set({ defaultScheduleId: row.id }).where(eq(engineUsers.id, userId)).run();
  return row;
}

/** The working hours of a row; rows are written from parsed bodies only. */
export function scheduleOf(row: ScheduleRow): Schedule {
  return { timeZone: row.timeZone, availability: row.availability as Schedule["availability"], overrides: row.overrides };
}
