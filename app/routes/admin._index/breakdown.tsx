import { Card } from "#app/components/card.tsx";
import type { Row } from "#app/insights/overview.server.ts";
import { shareText } from "./numbers.tsx";

interface BreakdownProps {
  /** What a line stands for. */
  what: string;
  rows: Row[];
  hasHours?: boolean;
}

/** A line for each person, service or branch, with a bar of its share. */
export function Breakdown({ title, ...table }: BreakdownProps & { title: string }) {
  if (table.rows.length === 0) return null;
  return <Card title={title}><NumbersTable label={`${title}, in numbers`} {...table} /></Card>;
}

export function NumbersTable({ label, what, rows, hasHours = false }: BreakdownProps & { label: string }) {
  const most = Math.max(1, ...rows.map(({ kept }) => kept));
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="table numbers-table">
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col" className="number">Appointments</th>
            <th scope="col" aria-hidden="true" className="numbers-bar" />
            <th scope="col" className="number">Before</th>
            <th scope="col" className="number">Cancelled</th>
            <th scope="col" className="number">No-shows</th>
            <th scope="col" className="number">Booked hours</th>
            {hasHours && <th scope="col" className="number">Of open time</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              <td className="number">{row.kept}</td>
              <td aria-hidden="true" className="numbers-bar">
                <svg viewBox="0 0 100 8" preserveAspectRatio="none"><rect className="bar-chart-bar" width={(row.kept / most) * 100} height="8" /></svg>
              </td>
              <td className="number">{row.keptBefore}</td>
              <td className="number">{row.cancelled}</td>
              <td className="number">{row.noShows}</td>
              <td className="number">{(row.minutes / 60).toFixed(1)}</td>
              {hasHours && <td className="number">{row.openMinutes === null ? "–" : shareText(row.minutes, row.openMinutes)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
