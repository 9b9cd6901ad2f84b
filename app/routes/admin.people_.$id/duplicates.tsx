import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { TextField } from "#app/components/field.tsx";
import { paths } from "#app/lib/paths.ts";
import type { Duplicate } from "#app/people/duplicates.server.ts";

/** Possible duplicates, or a person found by e-mail address. */
export function Duplicates({ id, duplicates }: { id: string; duplicates: Duplicate[] }) {
  return (
    <Card title="Duplicates?">
      {duplicates.length > 0 && (
        <ul className="person-duplicates">
          {duplicates.map((one) => (
            <li key={one.id}>
              <a href={paths.adminPersonMerge(id, { with: one.id })}>Merge with {one.name}</a>{" "}
              <span className="field-hint">{[one.email, one.phone].filter(Boolean).join(", ")}</span>
            </li>
          ))}
        </ul>
      )}
      <form method="get" action={paths.adminPersonMerge(id)} className="one-line-form">
        <TextField name="email" label="E-mail of the other" type="email" required />
        <Button tone="quiet">Search</Button>
      </form>
    </Card>
  );
}
