import { asc, eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { engineSchedules, engineTeams, engineTimeOff } from "#db/schema/engine.ts";
import { findUser } from "./accounts/users.server.ts";
import type { Engine, Deps } from "./context.ts";
import { addMember, addUser } from "./provision.server.ts";
import { addSchedule, findSchedule, officeHours, scheduleOf } from "./schedules/store.server.ts";
import type { Interval, Schedule } from "./slots/model.ts";
import { announceTimeOff } from "./webhooks/time-off.server.ts";

/** What the engine can do and Cal.com's API cannot: create people and write their hours. */
export interface EngineHosts {
  /** A person with office hours, member of the oldest team if there is one. */
  create(person: { name: string; email: string; username: string; timeZone: string }): Promise<{ userId: number; scheduleId: number }>;
  /** The default schedule. */
  readHours(userId: number): Schedule;
  writeHours(userId: number, schedule: Schedule): void;
  /** Nothing can be booked meanwhile; the weekly hours are unchanged. */
  addTimeOff(userId: number, interval: Interval, reason?: string): Promise<void>;
}

export function createHosts(engine: Engine): EngineHosts {
  const deps: Deps = engine;
  const { db } = deps;
  return {
    async create(person) {
      return writing(db, (tx) => {
        const added = addUser(deps, person);
        const team = tx.select().from(engineTeams).orderBy(asc(engineTeams.id)).get();
        if (team) addMember(deps, { teamId: team.id, userId: added.userId });
        return added;
      });
    },
    readHours(userId) {
      const user = userOr(deps, userId);
      const row = user.defaultScheduleId === null ? undefined : findSchedule(db, user.defaultScheduleId);
      return row ? scheduleOf(row) : { timeZone: user.timeZone, availability: officeHours, overrides: [] };
    },
    writeHours(userId, schedule) {
      const { defaultScheduleId } = userOr(deps, userId);
      writing(db, (tx) => {
        if (defaultScheduleId === null) addSchedule(tx, userId, "Working hours", schedule, true);
        else tx.update(engineSchedules).set(schedule).where(eq(engineSchedules.id, defaultScheduleId)).run();
      });
    },
    async addTimeOff(userId, { startMs, endMs }, reason) {
      const user = userOr(deps, userId);
      writing(db, (tx) => {
        const row = tx.insert(engineTimeOff).values({ userId, startsAt: startMs, endsAt: endMs, reason: reason ?? null }).returning().get();
        announceTimeOff(tx, engine, row, user);
      });
    },
  };
}

function userOr({ db }: Deps, userId: number) {
  const user = findUser(db, userId);
  if (!user) throw new Error(`The engine knows no user ${userId}`);
  return user;
}
