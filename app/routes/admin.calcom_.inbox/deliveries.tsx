import { Form } from "@remix-run/react";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";

interface Delivery {
  id: number;
  event: string;
  uid: string | null;
  bookingId: string | null;
  at: string;
  outcome: string;
  meaning: string;
  body: string;
}

export function Deliveries({ deliveries }: { deliveries: Delivery[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Every webhook">
      <table className="table">
        <thead>
          <tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Outcome</th><th scope="col">Again</th></tr>
        </thead>
        <tbody>
          {deliveries.map(({ id, event, uid, bookingId, at, outcome, meaning, body }) => (
            <tr key={id} data-delivery={event}>
              <td>{at}</td>
              <td>
                {event}<br />
                <span className="field-hint">{bookingId ? <a href={paths.booking(bookingId)}>{uid}</a> : uid}</span>
                <details>
                  <summary>Body</summary>
                  <pre className="address" tabIndex={0}>{body}</pre>
                </details>
              </td>
              <td>{outcome}<br /><span className="field-hint">{meaning}</span></td>
              <td>
                <Form method="post" preventScrollReset>
                  <HiddenFields fields={{ id: String(id) }} />
                  <Button tone="quiet" aria-label={`Apply ${event} of ${at} again`}>Apply again</Button>
                </Form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
