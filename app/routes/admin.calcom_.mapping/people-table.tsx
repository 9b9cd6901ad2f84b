import { Form } from "@remix-run/react";
import { Button, HiddenFields } from "#app/components/button.tsx";

interface PeopleTableProps {
  people: { staffId: string; name: string; calcomUserId: number | null }[];
  hosts: { id: number; name: string }[];
}

export function PeopleTable({ people, hosts }: PeopleTableProps) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Everybody and who they are at Cal.com">
      <table className="table">
        <thead>
          <tr><th scope="col">Here</th><th scope="col">At Cal.com</th></tr>
        </thead>
        <tbody>
          {people.map(({ staffId, name, calcomUserId }) => (
            <tr key={staffId}>
              <td>{name}</td>
              <td>
                <Form method="post" className="pick-and-save" preventScrollReset>
                  <HiddenFields fields={{ intent: "person", staffId }} />
                  <select className="input" name="calcomUserId" aria-label={`${name} at Cal.com`} defaultValue={calcomUserId ?? ""}>
                    <option value="">Nobody</option>
                    {known(hosts, calcomUserId).map((host) => <option key={host.id} value={host.id}>{host.name}</option>)}
                  </select>
                  <Button tone="quiet" aria-label={`Save who ${name} is at Cal.com`}>Save</Button>
                </Form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Existing matches stay selectable even while Cal.com does not answer. */
function known(hosts: { id: number; name: string }[], chosen: number | null) {
  return chosen === null || hosts.some(({ id }) => id === chosen) ? hosts : [...hosts, { id: chosen, name: `Person ${chosen}` }];
}
