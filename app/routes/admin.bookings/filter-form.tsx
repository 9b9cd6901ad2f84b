import { Form } from "@remix-run/react";
import type { AllFilters } from "#app/bookings/all/filters.ts";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { SelectField, TextField, type Option } from "#app/components/field.tsx";

interface FilterFormProps {
  filters: AllFilters;
  options: Record<"service" | "staff" | "branch", Option[]>;
  statuses: readonly string[];
  sources: readonly Option[];
}

/** One GET form: its address is the saved view. */
export function FilterForm({ filters, options, statuses, sources }: FilterFormProps) {
  const { service, staff, branch, user, source, from, to, status, sort, limit } = filters;
  return (
    <Form method="get" role="search" className="list-filters all-bookings-filters no-print" data-search-as-typed key={JSON.stringify({ ...filters, q: null })}>
      <HiddenFields fields={{ sort, limit: String(limit) }} />
      <TextField name="q" type="search" label="Search name, e-mail, phone, title, notes or reference" defaultValue={filters.q} maxLength={200} autoComplete="off" />
      <TextField name="user" label="Account (e-mail)" defaultValue={user} maxLength={320} autoComplete="off" />
      <details className="list-filters-more" open={[service, staff, branch, source, from, to, ...status].some(Boolean)}>
        <summary>More filters</summary>
        <div className="list-filters-fields">
          <SelectField name="service" label="Service" defaultValue={service ?? ""} options={[{ value: "", label: "Any" }, ...options.service]} />
          <SelectField name="staff" label="Person" defaultValue={staff ?? ""} options={[{ value: "", label: "Anyone" }, ...options.staff]} />
          <SelectField name="branch" label="Branch" defaultValue={branch ?? ""} options={[{ value: "", label: "Any" }, ...options.branch]} />
          <SelectField name="source" label="Source" defaultValue={source ?? ""} options={[{ value: "", label: "Any" }, ...sources]} />
          <TextField name="from" type="date" label="From" defaultValue={from} />
          <TextField name="to" type="date" label="Until" defaultValue={to} />
        </div>
        <fieldset className="status-choices">
          <legend className="field-label">Status</legend>
          {statuses.map((one) => (
            <label key={one}><input type="checkbox" name="status" value={one} defaultChecked={status.includes(one as AllFilters["status"][number])} /> {one[0]?.toUpperCase()}{one.slice(1)}</label>
          ))}
        </fieldset>
      </details>
      <Button tone="quiet">Show</Button>
    </Form>
  );
}
