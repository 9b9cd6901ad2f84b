import type { DayGroup } from "#app/bookings/days/day-sheet.server.ts";
import type { DayLine } from "#app/bookings/days/sheet-lines.ts";
import { StatusBadge } from "#app/components/badge.tsx";

interface GroupProps extends Omit<DayGroup, "key"> {
  /** A row's details; person or branch are in the heading. */
  names: "person" | "branch";
}

export function Group({ name, zone, hours, lines, appointments, names }: GroupProps) {
  return (
    <section className="card day-group" aria-label={name}>
      <div className="day-group-head">
        <h2>{name}</h2>
        <p className="field-hint">{[hours, appointments === 1 ? "1 appointment" : `${appointments} appointments`, zone].filter(Boolean).join(" · ")}</p>
      </div>
      {lines.length > 0 && (
        <table className="table table-stack day-table">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Customer</th>
              <th scope="col">What</th>
              <th scope="col">Notes</th>
              <th scope="col">Status</th>
              <th scope="col" className="day-box">No-show</th>
            </tr>
          </thead>
          <tbody>{lines.map((line) => <Line key={`${line.kind} ${line.startsAt} ${"id" in line ? line.id : ""}`} line={line} names={names} />)}</tbody>
        </table>
      )}
    </section>
  );
}

function Line({ line, names }: { line: DayLine; names: GroupProps["names"] }) {
  const time = <td className="day-time"><time dateTime={line.startsAtIso}>{line.time}</time></td>;
  const over = line.isOver ? " day-over" : "";
  if (line.kind === "free") return <tr className={`day-free${over}`}>{time}<td colSpan={4}>Free, {line.duration}</td><td className="day-box" /></tr>;
  if (line.kind === "block") {
    return (
      <tr className={`day-block${over}`}>
        {time}
        <td colSpan={4}>
          Blocked{line.reason && `: ${line.reason}`}{" "}
          <a className="no-print" href={line.href} aria-label={`Change the blocked time, ${line.time}`}>
            Change
          </a>
        </td>
        <td className="day-box" />
      </tr>
    );
  }
  const other = names === "person" ? line.withWhom : line.place;
  return (
    <tr className={`day-booking${over}`} data-booking={line.id} data-starts-at={line.startsAtIso} data-status={line.status}>
      {time}
      <td><a href={line.href}><b>{line.customer}</b></a>{line.phone && <><br /><a href={`tel:${line.phone.replace(/\s/g, "")}`}>{line.phone}</a></>}</td>
      <td>{line.service}<br /><span className="field-hint">{[line.duration, other].filter(Boolean).join(", ")}</span></td>
      <td className="day-details">{line.details.map(({ label, text }) => <p key={label}><span className="field-hint">{label}{label.endsWith("?") ? "" : ":"}</span> {text}</p>)}</td>
      <td><StatusBadge status={line.status} /></td>
      <td className="day-box">{line.isAbsent ? "Did not come" : <span className="tick-box" aria-hidden="true" />}</td>
    </tr>
  );
}
