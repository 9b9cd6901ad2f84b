import { Temporal } from "temporal-polyfill";

/** An ISO week as the URL writes it: "2026-W47". */
export type IsoWeek = string;

/** The week a calendar date ("2026-11-20") lies in. */
export function weekOf(date: string): IsoWeek {
  const day = Temporal.PlainDate.from(date);
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, "0")}`;
}

/** The Monday of a week, as a calendar date; null if the text is not a week, or an absurd one. */
export function mondayOf(week: string): string | null {
  const match = /^(20\d\d)-W(\d\d)$/.exec(week);
  if (!match) return null;
  const [year, number] = [Number(match[1]), Number(match[2])];
  // The fourth of January always lies in week 1.
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: number - 1 });
  return number >= 1 && weekOf(monday.toString()) === week ? monday.toString() : null;
}

/** The week some weeks later (earlier when negative). */
export function weeksLater(week: IsoWeek, weeks: number): IsoWeek {
  const monday = mondayOf(week);
  if (monday === null) throw new RangeError(`Not an ISO week: ${week}`);
  return weekOf(Temporal.PlainDate.from(monday).add({ weeks }).toString());
}

/** The Mondays of the weeks that cover the month of a date, first to last. */
export function mondaysOfMonth(date: string): string[] {
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  const mondays: string[] = [];
  for (let monday = first.subtract({ days: first.dayOfWeek - 1 }); Temporal.PlainDate.compare(monday, last) <= 0; monday = monday.add({ weeks: 1 })) {
    mondays.push(monday.toString());
  }
  return mondays;
}
