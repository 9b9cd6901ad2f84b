import { Form } from "@remix-run/react";
import { Button, HiddenFields } from "#app/components/button.tsx";

interface Offer {
  serviceId: string;
  staffId: string;
  branchId: string;
  service: string;
  person: string;
  branch: string;
  minutes: number[];
  eventTypeId: number | null;
}

interface ServicesTableProps {
  offers: Offer[];
  types: { id: number; label: string }[];
  hasDefault: boolean;
}

export function ServicesTable({ offers, types, hasDefault }: ServicesTableProps) {
  const missing = offers.filter(({ eventTypeId }) => eventTypeId === null).length;
  return (
    <>
      {missing > 1 && (
        <Form method="post" className="cluster cluster-apart" preventScrollReset>
          <p className="field-hint">{missing} have no event type of their own. One made here has the service's length, notice and questions, and that person as its only host.</p>
          <Button tone="quiet" name="intent" value="make-missing">Make all {missing}</Button>
        </Form>
      )}
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Every service and its event type">
        <table className="table">
          <thead>
            <tr><th scope="col">Service</th><th scope="col">Event type at Cal.com</th></tr>
          </thead>
          <tbody>
            {offers.map(({ serviceId, staffId, branchId, service, person, branch, minutes, eventTypeId }) => {
              const what = `${service} with ${person}, ${branch}`;
              return (
                <tr key={`${serviceId} ${staffId} ${branchId}`}>
                  <td>{service}<br /><span className="field-hint">{minutes.join(" / ")} min<br />{person}, {branch}</span></td>
                  <td>
                    <Form method="post" className="pick-and-save" preventScrollReset>
                      <HiddenFields fields={{ serviceId, staffId, branchId }} />
                      <select className="input" name="eventTypeId" aria-label={`Event type of ${what}`} defaultValue={eventTypeId ?? ""}>
                        <option value="">{hasDefault ? "The default one" : "None: cannot be booked"}</option>
                        {known(types, eventTypeId).map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
                      </select>
                      <Button tone="quiet" name="intent" value="service" aria-label={`Save the event type of ${what}`}>Save</Button>
                      {eventTypeId === null && <Button tone="quiet" name="intent" value="make" aria-label={`Make an event type for ${what}`}>Make one</Button>}
                    </Form>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function known(types: { id: number; label: string }[], chosen: number | null) {
  return chosen === null || types.some(({ id }) => id === chosen) ? types : [...types, { id: chosen, label: `Event type ${chosen}, not found` }];
}
