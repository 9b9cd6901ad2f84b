import { z } from "zod";
import { Temporal } from "temporal-polyfill";
import { addDays } from "#app/lib/time.ts";

export const PRESETS = ["last-7", "last-30", "last-90", "this-month", "last-month", "next-30", "this-year"] as const;
export type Preset = (typeof PRESETS)[number];

const date = z.iso.date().optional().catch(undefined);

/** Which period; dates win over a preset. */
export const PeriodSearch = z.object({ period: z.enum(PRESETS).catch("last-30"), from: date, to: date });
export type PeriodSearch = z.output<typeof PeriodSearch>;

/** Calendar dates at the venue, both inclusive. */
export interface Period {
  from: string;
  to: string;
}

/** Longest period, so that the page stays readable. */
export const MOST_DAYS = 731;

/** The requested period. Dates in the wrong order are swapped; a single one starts or ends a month. */
export function periodOf({ period, from, to }: PeriodSearch, today: string): Period {
  if (!from && !to) return ofPreset(period, today);
  const [first = addDays(to!, -29), last = addDays(from!, 29)] = [from, to];
  const [earlier, later] = first <= last ? [first, last] : [last, first];
  return { from: earlier, to: daysOf({ from: earlier, to: later }) > MOST_DAYS ? addDays(earlier, MOST_DAYS - 1) : later };
}

function ofPreset(preset: Preset, today: string): Period {
  const month = Temporal.PlainYearMonth.from(today);
  const whole = (of: Temporal.PlainYearMonth) => ({ from: of.toPlainDate({ day: 1 }).toString(), to: of.toPlainDate({ day: of.daysInMonth }).toString() });
  switch (preset) {
    case "last-7":
      return { from: addDays(today, -6), to: today };
    case "last-30":
      return { from: addDays(today, -29), to: today };
    case "last-90":
      return { from: addDays(today, -89), to: today };
    case "next-30":
      return { from: today, to: addDays(today, 29) };
    case "this-month":
      return whole(month);
    case "last-month":
      return whole(month.subtract({ months: 1 }));
    case "this-year":
      return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
  }
}

/** How many days it has. */
export function daysOf({ from, to }: Period): number {
  return Temporal.PlainDate.from(from).until(to).days + 1;
}

/** As many days, just before. A whole month is compared with the month before it. */
export function before(period: Period): Period {
  const { from, to } = period;
  const month = Temporal.PlainYearMonth.from(from);
  const isWholeMonth = from.endsWith("-01") && to === month.toPlainDate({ day: month.daysInMonth }).toString();
  const length = isWholeMonth ? month.subtract({ months: 1 }).daysInMonth : daysOf(period);
  return { from: addDays(from, -length), to: addDays(from, -1) };
}
