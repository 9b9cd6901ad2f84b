import type { CalendarColumn } from "#app/bookings/days/calendar.server.ts";
import type { CalendarEntry } from "#app/bookings/days/calendar-column.ts";
import type { Placed } from "#app/bookings/days/lanes.ts";

type Hour = Placed & { label: string };

const rows = ({ from, to }: Placed) => `from-${from} to-${to}`;

/** The entries say their times themselves. */
export function HourAxis({ hours }: { hours: Hour[] }) {
  return (
    <div className="cal-axis" aria-hidden="true">
      <div className="cal-head" />
      <div className="cal-rows">{hours.map((hour) => <span key={hour.label} className={`cal-hour ${rows(hour)}`}>{hour.label}</span>)}</div>
    </div>
  );
}

interface ColumnProps extends Omit<CalendarColumn, "key"> {
  hours: Hour[];
  /** The day by itself. */
  href: string | undefined;
}

export function Column({ heading, isToday, closed, free, now, entries, newHref, hours, href }: ColumnProps) {
  return (
    <section className={isToday && href ? "cal-column cal-today" : "cal-column"} aria-label={heading}>
      <div className="cal-head">
        <h3>{href ? <a href={href}>{heading}</a> : heading}</h3>
        {newHref && <a className="cal-new no-print" href={newHref} aria-label={`Book, ${heading}`}>Book</a>}
      </div>
      <div className="cal-body">
        <div className="cal-rows" aria-hidden="true">
          {hours.map((hour) => <span key={hour.label} className={`cal-cell ${rows(hour)}`} />)}
          {closed.map((stretch) => <span key={stretch.from} className={`cal-closed ${rows(stretch)}`} />)}
          {/* For the mouse; with the keyboard "Book" above leads to the same page. */}
          {free.map(({ href: freeHref, ...hour }) => <a key={hour.from} tabIndex={-1} className={`cal-free no-print ${rows(hour)}`} href={freeHref} title="Book here" />)}
          {now !== null && <span className={`cal-now from-${now} to-${now + 1}`} />}
        </div>
        {entries.length > 0 ? <ol className="cal-entries">{entries.map((entry) => <Entry key={entry.id} {...entry} />)}</ol> : <p className="cal-none">Nothing booked</p>}
      </div>
    </section>
  );
}

const LOOKS = { pending: "cal-pending", confirmed: "cal-booking", rescheduled: "cal-booking", cancelled: "cal-booking", rejected: "cal-booking" } as const;

function Entry({ kind, id, href, moveHref, startsAtIso, start, time, title, detail, status, isOver, from, to, lane, lanes }: CalendarEntry) {
  const look = kind === "block" || status === null ? "cal-block" : LOOKS[status];
  const size = to - from < 6 ? "cal-short" : to - from < 12 || lanes > 1 ? "cal-medium" : "cal-long";
  return (
    <li
      className={`cal-entry ${look} ${size} ${isOver ? "cal-over" : ""} ${lanes > 1 ? "cal-beside" : ""} from-${from} to-${to} lane-${lane}-of-${lanes}`}
      data-booking={kind === "booking" ? id : undefined}
      data-starts-at={startsAtIso}
    >
      <a href={href}>
        <time dateTime={startsAtIso}>
          {start}
          <span className="cal-until">{time.slice(start.length)}</span>
        </time>{" "}
        <b>{title}</b>
        {detail && <span className="cal-detail">, {detail}</span>}
        {status === "pending" && <span className="cal-detail">, to be confirmed</span>}
      </a>
      {moveHref && (
        <a className="cal-move no-print" href={moveHref} aria-label={`Move ${title}, ${time}`}>
          Move
        </a>
      )}
    </li>
  );
}
