import { Form } from "@remix-run/react";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { paths } from "#app/lib/paths.ts";
import type { MessageFilters } from "#app/notifications/filters.ts";

const CHANNELS = [{ value: "", label: "Any" }, { value: "mail", label: "Mail" }, { value: "sms", label: "SMS" }];

/** One GET form: its address is the saved view. */
export function FilterForm({ filters, kinds }: { filters: MessageFilters; kinds: { value: string; label: string }[] }) {
  const { state, before: _, ...others } = filters;
  return (
    <Form method="get" role="search" className="audit-filters no-print" key={JSON.stringify(filters)}>
      {state && <HiddenFields fields={{ state }} />}
      <TextField name="to" type="search" label="Address or number" defaultValue={others.to} maxLength={200} autoComplete="off" />
      <SelectField name="kind" label="Kind" defaultValue={others.kind} options={[{ value: "", label: "Any" }, ...kinds]} />
      <SelectField name="channel" label="By" defaultValue={others.channel} options={CHANNELS} />
      <TextField name="from" type="date" label="From" defaultValue={others.from} />
      <TextField name="until" type="date" label="Until" defaultValue={others.until} />
      <Button tone="quiet">Show</Button>
      {Object.values(others).some(Boolean) && <ButtonLink tone="link" href={paths.adminDeliveries({ state })}>Reset</ButtonLink>}
    </Form>
  );
}
