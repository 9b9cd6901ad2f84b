import { Link } from "@remix-run/react";
import { Icon } from "./icon.tsx";

/** The filters in force; following one takes it away. */
export function FilterChips({ chips, resetHref }: { chips: { label: string; removeHref: string }[]; resetHref: string }) {
  if (chips.length === 0) return null;
  return (
    <ul className="chips" aria-label="Filters in force">
      {chips.map(({ label, removeHref }) => (
        <li key={label}>
          <Link to={removeHref} preventScrollReset><span className="visually-hidden">Remove </span>{label}<Icon name="x" size={16} /></Link>
        </li>
      ))}
      <li><Link to={resetHref} preventScrollReset>Reset all</Link></li>
    </ul>
  );
}
