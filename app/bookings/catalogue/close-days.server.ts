import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { recordEvent } from "#app/audit/record.server.ts";
import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import type { By } from "#app/catalog/change.ts";
import { writableHosts, type Hours } from "#app/catalog/hosts.ts";
import { peopleAt } from "#app/catalog/people-at.server.ts";
import { hostOf } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { addDays } from "#app/lib/time.ts";
import { newlyOutside } from "./outside-hours.server.ts";
import { assertLookedAt } from "./stranded.server.ts";

const MOST_DAYS = 60;
const day = z.iso.date("Please give a day.");

/** `branch` empty: everybody. */
export const CloseForm = z
  .object({ from: day, until: day.optional(), branch: z.string().max(60).optional(), seen: z.string().max(60).optional() })
  .superRefine(({ from, until = from }, ctx) => {
    const days = Temporal.PlainDate.from(from).until(until).days;
    if (days < 0) ctx.addIssue({ code: "custom", path: ["until"], message: "The last day comes before the first." });
    if (days >= MOST_DAYS) ctx.addIssue({ code: "custom", path: ["until"], message: `Please close at most ${MOST_DAYS} days at once.` });
  });
export type CloseForm = z.output<typeof CloseForm>;

/**
 * Close whole days: everybody there has those days off, whatever their hours say. Appointments stay.
 *
 * @throws AppError invalid with Cal.com, where hours are kept; conflict with the appointments of those days
 */
export function closeDays(app: App, by: By, { from, until = from, branch, seen }: CloseForm): void {
  const dates: string[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) dates.push(date);
  const off = dates.map((date) => ({ date, startTime: "00:00", endTime: "00:00" }));
  changeDays(app, by, { dates, branch, seen, action: "days closed", overrides: off });
}

/** Open a closed day again, by the weekly hours, for everybody who has it off. */
export function openDay(app: App, by: By, date: string): void {
  changeDays(app, by, { dates: [date], action: "day opened", overrides: [] });
}

interface DayChange {
  dates: string[];
  branch?: string;
  seen?: string;
  action: string;
  overrides: Hours["overrides"];
}

function changeDays(app: App, by: By, { dates, branch, seen, action, overrides }: DayChange): void {
  const write = writableHosts(app.hosts);
  writing(app.db, (tx) => {
    const people = peopleAt(app.db, branch);
    if (people.length === 0) throw new AppError("invalid", "Nobody takes appointments there.", { fields: { branch: "Nobody takes appointments there." } });
    const changes = people.flatMap(({ id }) => {
      const host = hostOf(app.db, id);
      if (!host) return [];
      const before = write.hoursNow(host.calcomUserId);
      const isAsked = (date: string) => dates.includes(date) && (overrides.length > 0 || before.overrides.some((one) => one.date === date && one.startTime === one.endTime));
      const kept = before.overrides.filter(({ date }) => !isAsked(date));
      return [{ id, calcomUserId: host.calcomUserId, before, after: { ...before, overrides: [...kept, ...overrides].sort((a, b) => a.date.localeCompare(b.date)) } }];
    });
    const stranded = changes.flatMap(({ id, before, after }) => newlyOutside(app, id, before, after)).sort((a, b) => a.startsAt - b.startsAt);
    assertLookedAt(app, stranded, seen, { one: "appointment is on a day that would be closed", many: "appointments are on days that would be closed" });
    for (const { id, calcomUserId, before, after } of changes) {
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      write.writeHours(calcomUserId, after);
      recordEvent(tx, app, { ...by, subjectType: "staff", subjectId: id, action, data: { from: dates[0], until: dates.at(-1) } });
    }
  });
  app.gateway.forget();
}
