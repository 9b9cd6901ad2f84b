import type { ShownRow } from "#app/bookings/all/page.server.ts";
import { NoShowBadge, StatusBadge } from "#app/components/badge.tsx";

interface SortLink {
  now?: "ascending" | "descending";
  href: string;
}

/** On a phone each row is a card with its time on top; person and branch have columns where there is room. */
export function BookingsTable({ rows, sorting }: { rows: ShownRow[]; sorting: Record<"starts" | "customer", SortLink> }) {
  return (
    <table className="table table-stack all-bookings">
      <thead>
        <tr>
          <th scope="col" className="all-bookings-tick no-print"><span className="visually-hidden">Choose</span></th>
          <SortHeader label="When" {...sorting.starts} />
          <SortHeader label="Customer" {...sorting.customer} />
          <th scope="col">Service</th>
          {["Person", "Branch"].map((label) => <th key={label} scope="col" className="all-bookings-wide">{label}</th>)}
          {["Status", "Source", "Messages"].map((label) => <th key={label} scope="col">{label}</th>)}
        </tr>
      </thead>
      <tbody>{rows.map((row) => <Row key={row.id} row={row} />)}</tbody>
    </table>
  );
}

function SortHeader({ label, now, href }: SortLink & { label: string }) {
  return <th scope="col" aria-sort={now}><a href={href}>{label}{now && <span aria-hidden="true">{now === "ascending" ? " ↑" : " ↓"}</span>}</a></th>;
}

function Row({ row }: { row: ShownRow }) {
  return (
    <tr data-booking={row.id} data-status={row.status} data-starts-at={row.startsAtIso} data-user={row.userId ?? ""}>
      <td className="all-bookings-tick no-print"><label className="bulk-tick"><input type="checkbox" name="id" value={row.id} aria-label={`${row.date}, ${row.time}, ${row.customer}`} /></label></td>
      <td><a className="all-bookings-when" href={row.href}><time dateTime={row.startsAtIso}><span>{row.time}</span> {row.date}</time></a></td>
      <td className="all-bookings-who">{row.customer}<Soft text={row.email} /><Soft text={row.phone} /><Soft text={row.bookedBy && `Account: ${row.bookedBy}`} /></td>
      <td>{row.service}<span className="all-bookings-narrow"><Soft text={[row.person, row.branch].filter(Boolean).join(", ")} /></span></td>
      <td className="all-bookings-wide">{row.person}</td>
      <td className="all-bookings-wide">{row.branch}</td>
      <td><StatusBadge status={row.status} />{row.isAbsent && <NoShowBadge />}</td>
      <td><span className="all-bookings-label">Source: </span>{row.source}</td>
      <td data-delivery={row.delivery}><span className="all-bookings-label">Messages: </span>{DELIVERY_WORDS[row.delivery]}</td>
    </tr>
  );
}

const DELIVERY_WORDS = { failed: "Failed", waiting: "Waiting", sent: "Sent", none: "None" };

function Soft({ text }: { text: string | null }) {
  return text ? <span className="field-hint all-bookings-soft">{text}</span> : null;
}
