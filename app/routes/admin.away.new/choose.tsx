import { Form } from "@remix-run/react";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { fieldId } from "#app/components/field.tsx";
import type { AwayValues } from "./when.tsx";

interface ChooseProps {
  rows: { id: string; href: string; when: string; customer: string; what: string; options: { value: string; label: string }[]; offer: string | null; picked: string; note: string }[];
  values: AwayValues;
}

/** For each appointment what is to become of it, the best we know chosen already. */
export function Choose({ rows, values }: ChooseProps) {
  return (
    <Form method="get" className="form">
      <HiddenFields fields={{ ...values }} />
      {rows.map((row) => <Row key={row.id} {...row} />)}
      <div className="form-actions"><Button>See what will happen</Button></div>
    </Form>
  );
}

function Row({ id, href, when, customer, what, options, offer, picked, note }: ChooseProps["rows"][number]) {
  const [pickId, noteId] = [fieldId(`pick-${id}`), fieldId(`note-${id}`)];
  return (
    <Card>
      <div className="away-row" data-booking={id}>
        <div>
          <p className="away-when"><a href={href}>{when}</a></p>
          <p>{customer}</p>
          <p className="field-hint">{what}</p>
        </div>
        <div className="field">
          <label className="field-label" htmlFor={pickId}>What to do<span className="visually-hidden"> about {customer}, {when}</span></label>
          <select className="input" id={pickId} name="pick" defaultValue={picked}>
            {options.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
          </select>
          {offer && <p className="field-hint">{offer}</p>}
        </div>
        <div className="field">
          <label className="field-label" htmlFor={noteId}>Note to the customer<span className="visually-hidden"> {customer}, {when}</span> <span className="field-optional">(optional)</span></label>
          <input className="input" id={noteId} name="note" maxLength={500} defaultValue={note} />
        </div>
      </div>
    </Card>
  );
}
