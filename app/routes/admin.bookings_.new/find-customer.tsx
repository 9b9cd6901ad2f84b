import { Button, HiddenFields } from "#app/components/button.tsx";
import { TextField } from "#app/components/field.tsx";
import type { BookFieldsProps } from "./book-fields.tsx";

/** Known customers are found by name, phone or e-mail; others become customers by booking. */
export function FindCustomer({ page: { customer, customers }, isLooked, form }: BookFieldsProps) {
  if (customer) {
    return (
      <p>
        <HiddenFields fields={{ customer: customer.id }} />
        In the account of <b>{customer.name}</b>{customer.email && `, ${customer.email}`}. <a href={customer.withoutHref}>Somebody else</a>
      </p>
    );
  }
  return (
    <div className="stack">
      <div className="one-line-form">
        <TextField name="q" label="Find a customer" type="search" hint="Part of a name, a number or an address." maxLength={100} defaultValue={form.value("q")} error={form.error("q")} />
        <Button tone="quiet" formMethod="get">Search</Button>
      </div>
      {isLooked && (
        <div role="status">
          {customers.length === 0 ? <p>Nobody was found. The person you enter below becomes a new customer.</p> : (
            <ul className="caller-found">
              {customers.map(({ id, name, email, phone, href }) => (
                <li key={id}><a href={href}>{name}</a> <span className="field-hint">{[phone, email].filter(Boolean).join(" · ")}</span></li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
