import { Form } from "@remix-run/react";
import type { ShownFinding } from "#app/bookings/drift/shown.ts";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";

/** The report's rows; those that are over have no buttons. */
export function Findings({ findings, isOver = false }: { findings: ShownFinding[]; isOver?: boolean }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Differences">
      <table className="table">
        <thead>
          <tr><th scope="col">What</th><th scope="col">Appointment</th><th scope="col">Here</th><th scope="col">At Cal.com</th>{!isOver && <th scope="col">Settle it</th>}</tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={finding.id} data-finding={finding.kind}>
              <td>{finding.kind}<br /><span className="field-hint">{finding.found}</span></td>
              <td>
                {finding.bookingId ? <a href={paths.booking(finding.bookingId)}>{finding.what}</a> : finding.what}
                {finding.uid && <><br /><span className="field-hint">{finding.uid}</span></>}
              </td>
              <td><Values values={finding.differences.map(({ label, here }) => [label, here])} /></td>
              <td><Values values={finding.differences.map(({ label, there }) => [label, there])} /></td>
              {!isOver && <td><Settle finding={finding} /></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Values({ values }: { values: [string, string][] }) {
  return values.map(([label, value]) => <div key={label}><span className="field-hint">{label}:</span> {value}</div>);
}

function Settle({ finding }: { finding: ShownFinding }) {
  return (
    <Form method="post" className="cluster">
      <HiddenFields fields={{ id: String(finding.id) }} />
      {finding.fix && <Button name="intent" value="fix">{finding.fix}</Button>}
      <Button tone="quiet" name="intent" value="dismiss">Leave as it is</Button>
    </Form>
  );
}
