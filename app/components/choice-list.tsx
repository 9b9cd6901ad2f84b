import { Icon } from "./icon.tsx";
import { Unbroken } from "./unbroken.tsx";

export interface Choice {
  href: string;
  title: string;
  note?: string;
  /** At the right: a price, a length. */
  side?: string;
  /** For people: two letters in a circle. */
  initials?: string;
}

/** One step's possibilities, each a link to the next step. */
export function ChoiceList({ choices }: { choices: Choice[] }) {
  return (
    <ul className="choices">
      {choices.map(({ href, title, note, side, initials }) => (
        <li key={href}>
          <a href={href}>
            {initials && <span className="initials" aria-hidden="true">{initials}</span>}
            <span className="choices-body">
              <span className="choices-name">
                <span className="choices-title">{title}</span>
                {note && <span className="choices-note"><Unbroken text={note} /></span>}
              </span>
              {side && <span className="choices-side">{side}</span>}
            </span>
            <Icon name="chevron-right" />
          </a>
        </li>
      ))}
    </ul>
  );
}
