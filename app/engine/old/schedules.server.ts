import { z } from "zod";
import type { SignedCall } from "#app/engine/context.ts";
import type { Answer } from "#app/engine/http/envelope.ts";
import { boolean, filled, instant, integerIn, list, optional, timeZone } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import * as schedules from "#app/engine/schedules/resource.server.ts";
import { weekdays, type Weekday } from "#app/engine/slots/model.ts";

/** Schedules in the 2024-04-15 shape: days are numbers starting with Sunday, wall-clock times are UTC instants of one day. */

/** Sunday is 0. */
const days: readonly Weekday[] = ["Sunday", ...weekdays.filter((day) => day !== "Sunday")];

const Availabilities = list(z.object({ days: list(integerIn(0, 6)).min(1), startTime: instant(), endTime: instant() }));
const NewOldSchedule = z.object({ name: filled(), timeZone: timeZone(), isDefault: boolean(), availabilities: optional(Availabilities) });
const OldScheduleChange = z.object({ name: optional(filled()), timeZone: optional(timeZone()), isDefault: optional(boolean()) });

export const listOldSchedules = (call: SignedCall) => shown(schedules.listSchedules(call));
export const getOldDefaultSchedule = (call: SignedCall) => shown(schedules.getDefaultSchedule(call));
export const getOldSchedule = (call: SignedCall) => shown(schedules.getSchedule(call));
export const updateOldSchedule = (call: SignedCall) => shown(schedules.updateSchedule({ ...call, body: parseInput(OldScheduleChange, call.body) }));

export function createOldSchedule(call: SignedCall): Answer {
  const { availabilities, ...fields } = parseInput(NewOldSchedule, call.body);
  const availability = availabilities?.map((hours) => ({ days: hours.days.map((day) => days[day]), startTime: wallTime(hours.startTime), endTime: wallTime(hours.endTime) }));
  return shown(schedules.createSchedule({ ...call, body: { ...fields, availability } }));
}

interface NewShape {
  id: number;
  ownerId: number;
  name: string;
  timeZone: string;
  isDefault: boolean;
  availability: { days: Weekday[]; startTime: string; endTime: string }[];
  overrides: { date: string; startTime: string; endTime: string }[];
}

function shown(answer: Answer): Answer {
  const { data } = answer.body as { data: NewShape | NewShape[] | null };
  const old = Array.isArray(data) ? data.map((one) => output(one, data.length)) : data && output(data, 0);
  return { ...answer, body: { status: "success", data: old } };
}

function output({ id, ownerId, name, timeZone, isDefault, availability, overrides }: NewShape, siblings: number): object {
  const hours = availability.map(({ days: names, startTime, endTime }) => ({ days: names.map((day) => days.indexOf(day)).sort(), startTime, endTime }));
  return {
    id,
    name,
    isManaged: false,
    workingHours: hours.map((one) => ({ days: one.days, startTime: minutes(one.startTime), endTime: minutes(one.endTime) })),
    schedule: hours.map((one) => ({
      userId: ownerId,
      eventTypeId: null,
      days: one.days,
      startTime: moment("1970-01-01", one.startTime),
      endTime: moment("1970-01-01", one.endTime),
      date: null,
      scheduleId: id,
    })),
    availability: days.map((_, day) =>
      hours.filter((one) => one.days.includes(day)).map((one) => ({ start: moment("1970-01-01", one.startTime), end: moment("1970-01-01", one.endTime) })),
    ),
    timeZone,
    dateOverrides: overrides.map(({ date, startTime, endTime }) => ({ ranges: [{ start: moment(date, startTime), end: moment(date, endTime) }] })),
    isDefault,
    isLastSchedule: siblings === 1,
    readOnly: false,
  };
}

const moment = (date: string, time: string) => `${date}T${time === "24:00" ? "23:59" : time}:00.000Z`;
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const wallTime = (instantMs: number) => new Date(instantMs).toISOString().slice(11, 16);
