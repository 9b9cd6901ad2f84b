import type { Overview } from "#app/insights/overview.server.ts";
import { shortDateText } from "#app/lib/format.ts";

/** What the chart shows, for those who cannot see it. */
export function DayTable({ days }: Pick<Overview, "days">) {
  return (
    <details>
      <summary>Days in numbers</summary>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Days in numbers">
        <table className="table numbers-table">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className="number">
                Appointments
              </th>
              <th scope="col" className="number">
                Cancelled
              </th>
              <th scope="col" className="number">
                No-shows
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, numbers }) => (
              <tr key={date} data-date={date}>
                <th scope="row">{shortDateText(date)}</th>
                <td className="number">{numbers.kept}</td>
                <td className="number">{numbers.cancelled}</td>
                <td className="number">{numbers.noShows}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
