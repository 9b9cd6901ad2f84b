import { Icon, type IconName } from "#app/components/icon.tsx";
import type { absencePage } from "#app/bookings/absences/page.server.ts";

type ShownRow = ReturnType<typeof absencePage>["rows"][number];

const ICONS: Record<ShownRow["tone"], IconName> = { good: "check", warn: "clock", bad: "warning", quiet: "info" };

/** Each appointment, and what became of it. */
export function Rows({ rows }: { rows: ShownRow[] }) {
  return (
    <table className="table table-stack away-table">
      <thead><tr><th scope="col">When</th><th scope="col">Customer</th><th scope="col">Outcome</th></tr></thead>
      <tbody>
        {rows.map(({ id, href, when, customer, what, state, word, detail, tone, note }) => (
          <tr key={id} data-booking={id} data-state={state}>
            <td><a href={href}>{when}</a></td>
            <td>{customer}<br /><span className="field-hint">{what}</span></td>
            <td>
              <span className={`badge badge-${tone}`}><Icon name={ICONS[tone]} size={16} />{word}</span>
              {detail && <p>{detail}</p>}
              {note && <p className="field-hint">“{note}”</p>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
