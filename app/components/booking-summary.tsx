import { Icon, type IconName } from "./icon.tsx";
import { Unbroken } from "./unbroken.tsx";

export interface SummaryItem {
  label: string;
  /** null while this step is still open. */
  value: string | null;
  icon: IconName;
  /** Back to the step that decided it, with the other choices kept. */
  changeHref?: string;
}

export interface BookingSummaryProps {
  items: SummaryItem[];
  /** The one line a phone shows: "Consultation, 45 min, with Ana Costa". */
  line: string;
}

/** What, with whom, how long, price, where, which zone: fills up as the steps are done. */
export function BookingSummary({ items, line }: BookingSummaryProps) {
  return (
    <aside className="booking-summary" aria-label="Your booking">
      <details className="unfold">
        <summary>
          <span className="booking-summary-line">{line}</span>
          <Icon name="chevron-right" />
        </summary>
        <h2>Your booking</h2>
        <dl className="booking-summary-list">
          {items.map((item) => <Item key={item.label} {...item} />)}
        </dl>
      </details>
    </aside>
  );
}

function Item({ label, value, icon, changeHref }: SummaryItem) {
  return (
    <div className={value === null ? "is-open" : undefined}>
      <dt><Icon name={icon} />{label}</dt>
      <dd><Unbroken text={value ?? "Not chosen yet"} /></dd>
      {changeHref && <dd><a className="booking-summary-change" href={changeHref}>Change<span className="visually-hidden"> {label.toLowerCase()}</span></a></dd>}
    </div>
  );
}
