import { Icon } from "./icon.tsx";

export interface WeekNavProps {
  /** "12–18 October 2026" */
  label: string;
  /** null where there is nothing to go to, such as the past. */
  previous: string | null;
  /** null when this is the current week. */
  today: string | null;
  next: string | null;
  /** Of a day, "Today" leads to today as well. */
  unit?: "week" | "day";
}

export function WeekNav({ label, previous, today, next, unit = "week" }: WeekNavProps) {
  return (
    <div className="week-head">
      <h2>{label}</h2>
      <nav className="week-nav no-print" aria-label={unit === "week" ? "Week" : "Day"}>
        <Arrow href={previous} icon="chevron-left" label={`Previous ${unit}`} />
        {today && <a href={today}>Today</a>}
        <Arrow href={next} icon="chevron-right" label={`Next ${unit}`} />
      </nav>
    </div>
  );
}

export function Arrow({ href, icon, label }: { href: string | null; icon: "chevron-left" | "chevron-right"; label: string }) {
  if (!href) return null;
  return (
    <a href={href} aria-label={label} title={label}>
      <Icon name={icon} />
    </a>
  );
}
