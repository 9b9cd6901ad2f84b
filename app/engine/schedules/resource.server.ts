import { eq } from "drizzle-orm";
import { z } from "zod";
import { writing } from "#db/client.ts";
import { engineSchedules, engineUsers } from "#db/schema/engine.ts";
import type { Call, SignedCall } from "#app/engine/context.ts";
import { created, done, ok, type Answer } from "#app/engine/http/envelope.ts";
import { forbidden, notFound } from "#app/engine/http/failures.ts";
import { boolean, calendarDate, clearable, filled, list, oneOf, optional, timeZone, wallTime } from "#app/engine/http/fields.ts";
import { numericId } from "#app/engine/http/numeric-id.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { weekdays } from "#app/engine/slots/model.ts";
import { addSchedule, findSchedule, officeHours, scheduleOf, type ScheduleRow } from "./store.server.ts";
import { findUser } from "#app/engine/accounts/users.server.ts";

const Availability = list(z.object({ days: list(oneOf(weekdays)).min(1), startTime: wallTime(), endTime: wallTime() }));
const Overrides = list(z.object({ date: calendarDate(), startTime: wallTime(), endTime: wallTime() }));

const NewSchedule = z.object({
  name: filled(),
  timeZone: timeZone(),
  isDefault: boolean(),
  availability: optional(Availability),
  overrides: optional(Overrides),
});

const ScheduleChange = z.object({
  name: optional(filled()),
  timeZone: optional(timeZone()),
  isDefault: optional(boolean()),
  availability: optional(Availability),
  overrides: clearable(Overrides),
});

export function listSchedules({ engine, caller }: SignedCall): Answer {
  const rows = engine.db.select().from(engineSchedules).where(eq(engineSchedules.userId, caller.user.id)).orderBy(engineSchedules.id).all();
  return ok(rows.map((row) => scheduleOutput(row, caller.user.defaultScheduleId)));
}

export function createSchedule({ engine, caller, body }: SignedCall): Answer {
  const { name, isDefault, availability = officeHours, overrides = [], timeZone } = parseInput(NewSchedule, body);
  return writing(engine.db, (tx) => {
    const row = addSchedule(tx, caller.user.id, name, { timeZone, availability, overrides }, isDefault);
    return created(scheduleOutput(row, isDefault ? row.id : caller.user.defaultScheduleId));
  });
}

/** Without a default the answer is `null`, not an error. */
export function getDefaultSchedule({ engine, caller }: SignedCall): Answer {
  const { defaultScheduleId } = caller.user;
  const row = defaultScheduleId === null ? undefined : findSchedule(engine.db, defaultScheduleId);
  return ok(row ? scheduleOutput(row, defaultScheduleId) : null);
}

export function getSchedule(call: SignedCall): Answer {
  const row = reachable(call);
  return ok(scheduleOutput(row, defaultOf(call, row)));
}

export function updateSchedule(call: SignedCall): Answer {
  const change = parseInput(ScheduleChange, call.body);
  const row = reachable(call);
  return writing(call.engine.db, (tx) => {
    const { isDefault, overrides, ...others } = change;
    const set = { ...others, overrides: overrides === null ? [] : overrides };
    if (Object.values(set).some((value) => value !== undefined)) tx.update(engineSchedules).set(set).where(eq(engineSchedules.id, row.id)).run();
    if (isDefault) tx.update(engineUsers).set({ defaultScheduleId: row.id }).where(eq(engineUsers.id, row.userId)).run();
    return ok(scheduleOutput(findSchedule(tx, row.id)!, isDefault ? row.id : defaultOf(call, row)));
  });
}

export function deleteSchedule(call: SignedCall): Answer {
  const row = reachable(call);
  writing(call.engine.db, (tx) => {
    const wasDefault = defaultOf(call, row) === row.id;
    tx.delete(engineSchedules).where(eq(engineSchedules.id, row.id)).run();
    const next = tx.select().from(engineSchedules).where(eq(engineSchedules.userId, row.userId)).orderBy(engineSchedules.id).get();
    if (wasDefault && next) tx.update(engineUsers).set({ defaultScheduleId: next.id }).where(eq(engineUsers.id, row.userId)).run();
  });
  return done();
}

function reachable({ engine, caller, params }: SignedCall): ScheduleRow {
  const id = numericId(params.scheduleId);
  const row = findSchedule(engine.db, id);
  if (!row) throw notFound(`Schedule with ID=${id} does not exist.`);
  if (!caller.reach.has(row.userId)) throw forbidden(`User with ID=${caller.user.id} does not own schedule with ID=${id}`);
  return row;
}

function defaultOf({ engine }: Call, row: ScheduleRow): number | null {
  return findUser(engine.db, row.userId)?.defaultScheduleId ?? null;
}

/** `defaultScheduleId` is its owner's. */
export function scheduleOutput(row: ScheduleRow, defaultScheduleId: number | null): object {
  return { id: row.id, ownerId: row.userId, name: row.name, isDefault: row.id === defaultScheduleId, ...scheduleOf(row) };
}
