import { Icon } from "./icon.tsx";

export interface WeekNavProps {
  /** "12–18 October 2026" */
  label: string;
  /** null where there is nothing to go to, such as the past. */
  previous: string | null;
  /** null when this is the current week. */
  today: string | null;
  next: string | null;
}

export function WeekNav({ label, previous, today, next }: WeekNavProps) {
  return (
    <div className="week-head">
      <h2>{label}</h2>
      <nav className="week-nav" aria-label="Week">
        <Arrow href={previous} icon="chevron-left" label="Previous week" />
        {today && <a href={today}>Today</a>}
        <Arrow href={next} icon="chevron-right" label="Next week" />
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
