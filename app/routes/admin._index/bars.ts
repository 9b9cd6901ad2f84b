import type { Bar } from "#app/components/bar-chart.tsx";
import type { Overview, Row } from "#app/insights/overview.server.ts";
import { shortDateText } from "#app/lib/format.ts";

const DAY_TICKS = 8;

/** About eight days are named, whatever the period. */
export function dayBars(days: Overview["days"]): Bar[] {
  const every = Math.max(1, Math.ceil(days.length / DAY_TICKS));
  return days.map(({ date, numbers }, n) => ({
    label: shortDateText(date),
    value: numbers.kept,
    text: counted(numbers.kept),
    ...(n % every === 0 && { tick: shortDateText(date).replace(/ \d{4}$/, "") }),
  }));
}

/** From the first hour with something to the last, with the empty ones between. */
export function hourBars(rows: Row[]): Bar[] {
  const hours = rows.map(({ key }) => Number(key));
  const [first, last] = [Math.min(...hours), Math.max(...hours)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => {
    const hour = first + n;
    const kept = rows.find(({ key }) => key === String(hour))?.kept ?? 0;
    return { label: `${String(hour).padStart(2, "0")}:00`, value: kept, text: counted(kept), tick: String(hour).padStart(2, "0") };
  });
}

const counted = (count: number) => (count === 1 ? "1 appointment" : `${count} appointments`);
