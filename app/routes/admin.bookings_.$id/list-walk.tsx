import { ButtonLink } from "#app/components/button.tsx";
import { Icon } from "#app/components/icon.tsx";

/** Links to the previous and the next booking in the list this one was opened from. */
export function ListWalk({ previous, next }: { previous: string | null; next: string | null }) {
  if (!previous && !next) return null;
  return (
    <nav className="cluster" aria-label="In the list">
      {previous && <ButtonLink tone="quiet" href={previous} rel="prev"><Icon name="chevron-left" size={16} />Previous</ButtonLink>}
      {next && <ButtonLink tone="quiet" href={next} rel="next">Next<Icon name="chevron-right" size={16} /></ButtonLink>}
    </nav>
  );
}
