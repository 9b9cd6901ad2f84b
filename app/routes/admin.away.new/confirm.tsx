import { Button, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import type { AwayValues } from "./when.tsx";

interface ConfirmProps {
  shown: { id: string; href: string; when: string; customer: string; what: string; effect: string; note: string }[];
  /** JSON: what is shown, as it will be done. */
  rows: string;
  values: AwayValues;
  formKey: string;
}

/** All that will happen, before it does. */
export function Confirm({ shown, rows, values, formKey }: ConfirmProps) {
  return (
    <Card>
      {shown.length === 0 ? <p>Nothing is booked in that time. It will be blocked.</p> : (
        <table className="table table-stack away-table">
          <thead><tr><th scope="col">When</th><th scope="col">Customer</th><th scope="col">What happens</th></tr></thead>
          <tbody>
            {shown.map(({ id, href, when, customer, what, effect, note }) => (
              <tr key={id} data-booking={id}>
                <td><a href={href}>{when}</a></td>
                <td>{customer}<br /><span className="field-hint">{what}</span></td>
                <td>{effect}{note && <><br /><span className="field-hint">“{note}”</span></>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form method="post" className="form">
        <HiddenFields fields={{ ...values, rows, key: formKey }} />
        <p>The time is blocked at once. {shown.length > 0 && "The rest waits ten minutes, during which you can undo all of it, unless you send it now."}</p>
        <div className="form-actions">
          <Button name="when" value="later">{shown.length > 0 ? "Confirm, and wait ten minutes" : "Block the time"}</Button>
          {shown.length > 0 && <Button tone="quiet" name="when" value="now">Confirm and send now</Button>}
        </div>
      </form>
    </Card>
  );
}
