import { ButtonLink } from "./button.tsx";

export interface NextUpProps {
  /** "Tomorrow, 14:30" */
  when: string;
  /** "Consultation with Ana Costa, Lisbon" */
  what: string;
  href: string;
  startsAtIso: string;
}

/** The next appointment, on top of the list. */
export function NextUp({ when, what, href, startsAtIso }: NextUpProps) {
  return (
    <section className="next-up" aria-label="Your next appointment">
      <div>
        <h2>Your next appointment</h2>
        <p className="next-up-time"><time dateTime={startsAtIso}>{when}</time></p>
        <p>{what}</p>
      </div>
      <ButtonLink tone="quiet" href={href}>Manage it</ButtonLink>
    </section>
  );
}
