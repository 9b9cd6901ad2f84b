export interface Pill {
  href: string;
  label: string;
  isChosen: boolean;
}

/** One choice of a few, each a link; the chosen one is marked. */
export function Pills({ label, options }: { label: string; options: Pill[] }) {
  return (
    <nav className="pills" aria-label={label}>
      <p className="field-label">{label}</p>
      <ul>
        {options.map(({ href, label: text, isChosen }) => (
          <li key={href}><a href={href} aria-current={isChosen ? "true" : undefined}>{text}</a></li>
        ))}
      </ul>
    </nav>
  );
}
