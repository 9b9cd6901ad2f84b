import { ButtonLink } from "./button.tsx";

/** Nothing when there is only one page. */
export function Pager({ previous, next, text }: { previous: string | null; next: string | null; text?: string }) {
  if (!previous && !next) return null;
  return (
    <nav className="pager no-print" aria-label="Pages">
      {previous ? <ButtonLink tone="quiet" href={previous} rel="prev">Previous</ButtonLink> : <span />}
      {text && <p>{text}</p>}
      {next ? <ButtonLink tone="quiet" href={next} rel="next">Next</ButtonLink> : <span />}
    </nav>
  );
}
