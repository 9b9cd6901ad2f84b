import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";

export interface AwayValues {
  staff: string;
  from: string;
  until: string;
  reason: string;
}

/** Who, and from when until when. */
export function When({ people, values, fault }: { people: { value: string; label: string }[]; values: AwayValues; fault: string | null }) {
  return (
    <Card>
      {fault && <Notice tone="bad" role="alert">{fault}</Notice>}
      <Form method="get" className="form">
        <SelectField name="staff" label="Person" options={people} defaultValue={values.staff} />
        <TextField name="from" label="From" type="datetime-local" required defaultValue={values.from} />
        <TextField name="until" label="Until" type="datetime-local" required hint="23:59 for the whole day." defaultValue={values.until} />
        <TextField name="reason" label="Reason" optional hint="Visible at the desk only." maxLength={200} defaultValue={values.reason} />
        <div className="form-actions"><Button>See the appointments</Button></div>
      </Form>
    </Card>
  );
}
