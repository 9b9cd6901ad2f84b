import { Icon } from "./icon.tsx";
import { Arrow } from "./week-nav.tsx";

export interface MonthGridProps {
  /** "October 2026" */
  label: string;
  previous: string | null;
  next: string | null;
  /** In the order of the columns. */
  weekdays: { short: string; long: string }[];
  weeks: MonthWeek[];
}

export interface MonthWeek {
  /** The ISO week: 2026-W42. */
  week: string;
  /** Whether the week beside the month shows this row. */
  isShown: boolean;
  days: MonthDay[];
}

export interface MonthDay {
  /** 2026-10-14 */
  date: string;
  /** 14; null leaves the cell empty (a day of another month). */
  day: number | null;
  isToday: boolean;
  /** The day's week; null for a day without times, which is text. */
  href: string | null;
  /** "Wednesday 14 October" */
  longLabel: string;
}

/** Folded on a phone, where the week itself comes first. */
export function MonthGrid({ label, previous, next, weekdays, weeks }: MonthGridProps) {
  return (
    <details className="unfold month-fold">
      <summary>
        <Icon name="calendar" />
        See all of {label}
        <Icon name="chevron-right" />
      </summary>
      <div className="month-head">
        <h2>{label}</h2>
        <nav className="week-nav" aria-label="Month">
          <Arrow href={previous} icon="chevron-left" label="Previous month" />
          <Arrow href={next} icon="chevron-right" label="Next month" />
        </nav>
      </div>
      <table className="month">
        <caption className="visually-hidden">Days with free times in {label}</caption>
        <thead>
          <tr>{weekdays.map(({ short, long }) => <th key={long} scope="col" abbr={long}>{short}</th>)}</tr>
        </thead>
        <tbody>
          {weeks.map(({ week, isShown, days }) => (
            <tr key={week} className={isShown ? "month-shown" : undefined}>
              {days.map((day) => <DayCell key={day.date} day={day} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function DayCell({ day: { day, isToday, href, longLabel } }: { day: MonthDay }) {
  if (day === null) return <td />;
  const today = isToday ? "date" : undefined;
  return (
    <td className={isToday ? "month-today" : undefined}>
      {href
        ? <a href={href} aria-label={`${longLabel}, free times`} aria-current={today}>{day}</a>
        : <span aria-current={today}>{day}</span>}
    </td>
  );
}
