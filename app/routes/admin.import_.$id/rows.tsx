import type { ShownImportRow } from "#app/bookings/csv-import/page.server.ts";
import { Card } from "#app/components/card.tsx";

const WORDS = { book: "Will be booked", exception: "Not on offer", there: "Already booked", cannot: "Cannot be booked", waiting: "Waiting", booked: "Booked", refused: "Refused" };
const TONES = { book: "good", exception: "warn", there: "quiet", cannot: "bad", waiting: "quiet", booked: "good", refused: "bad" };

export function ImportRows({ rows, hidden, state }: { rows: ShownImportRow[]; hidden: number; state?: string }) {
  return (
    <Card>
      <table className="table table-stack import-rows" data-import-state={state}>
        <thead><tr>{["Line", "When", "Customer", "What", "Outcome"].map((label) => <th key={label} scope="col">{label}</th>)}</tr></thead>
        <tbody>
          {rows.map(({ line, when, customer, what, outcome, reason, href }) => (
            <tr key={line} data-line={line} data-outcome={outcome}>
              <td><span className="all-bookings-label">Line </span>{line}</td>
              <td><span className="unbroken">{href ? <a href={href}>{when}</a> : when}</span></td>
              <td>{customer}</td>
              <td>{what}</td>
              <td><span className={`badge badge-${TONES[outcome]}`}>{WORDS[outcome]}</span>{reason && <span className="field-hint bulk-reason">{reason}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className="field-hint">and {hidden.toLocaleString("en-GB")} more</p>}
    </Card>
  );
}
