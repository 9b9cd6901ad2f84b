import { StatusBadge, type BadgeStatus } from "./badge.tsx";

export interface BookingRow {
  id: string;
  href: string;
  status: BadgeStatus;
  /** The instant as toISOString() writes it. */
  startsAtIso: string;
  /** "14:30–15:15" */
  time: string;
  service: string;
  /** "Ana Costa, Lisbon" */
  who: string;
}

export interface BookingDay {
  date: string;
  /** "Tuesday 14 October" */
  label: string;
  rows: BookingRow[];
}

/** Bookings under the day they fall on: rows on a desk, cards on a phone. */
export function BookingList({ days }: { days: BookingDay[] }) {
  return (
    <div className="bookings">
      {days.map(({ date, label, rows }) => (
        <section key={date} aria-label={label}>
          <h2><time dateTime={date}>{label}</time></h2>
          <ul className="booking-rows">
            {rows.map((row) => <Row key={row.id} row={row} day={label} />)}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({ row, day }: { row: BookingRow; day: string }) {
  return (
    <li className="booking-row" data-booking={row.id} data-status={row.status} data-starts-at={row.startsAtIso}>
      <time className="booking-row-time" dateTime={row.startsAtIso}>{row.time}</time>
      <StatusBadge status={row.status} />
      <span className="booking-row-what">{row.service}</span>
      <span className="booking-row-who">{row.who}</span>
      <a className="booking-row-link" href={row.href}>
        Manage<span className="visually-hidden"> {row.service}, {day}, {row.time}</span>
      </a>
    </li>
  );
}
