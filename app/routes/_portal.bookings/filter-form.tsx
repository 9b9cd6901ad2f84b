import { Form } from "@remix-run/react";
import type { PortalList } from "#app/bookings/portal/list.server.ts";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { paths } from "#app/lib/paths.ts";

type FilterFormProps = Pick<PortalList, "tab" | "filters" | "options">;

/** One GET form: its address is the saved view. A new answer draws it anew, so its fields never show an older one's. */
export function FilterForm({ tab, filters, options }: FilterFormProps) {
  const { q, ...others } = filters;
  return (
    <Form method="get" action={paths.bookings()} role="search" className="list-filters no-print" key={JSON.stringify([tab, filters])}>
      {tab !== "upcoming" && <HiddenFields fields={{ tab }} />}
      <TextField name="q" type="search" label="Search" defaultValue={q} maxLength={200} autoComplete="off" />
      <details className="list-filters-more" open={Object.values(others).some(Boolean)}>
        <summary>More filters</summary>
        <div className="list-filters-fields">
          <SelectField name="service" label="Service" defaultValue={others.service} options={[{ value: "", label: "Any" }, ...options.service]} />
          <SelectField name="staff" label="Person" defaultValue={others.staff} options={[{ value: "", label: "Anyone" }, ...options.staff]} />
          <SelectField name="branch" label="Branch" defaultValue={others.branch} options={[{ value: "", label: "Any" }, ...options.branch]} />
          <TextField name="from" type="date" label="From" defaultValue={others.from} />
          <TextField name="to" type="date" label="Until" defaultValue={others.to} />
        </div>
      </details>
      <Button tone="quiet">Show</Button>
    </Form>
  );
}
