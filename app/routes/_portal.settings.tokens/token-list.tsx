import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";

export interface ListedToken {
  id: string;
  name: string;
  access: string;
  made: string;
  used: string;
}

export function TokenList({ tokens }: { tokens: ListedToken[] }) {
  if (tokens.length === 0) return <p>You have none.</p>;
  return (
    <ul className="stack">
      {tokens.map(({ id, name, access, made, used }) => (
        <li key={id} className="cluster cluster-apart">
          <span className="choices-name">
            <span className="choices-title unbroken">{name}</span>
            <span className="choices-note">{access} · {made} · {used}</span>
          </span>
          <Form method="post" action={paths.tokenRevoke(id)} preventScrollReset>
            <Button tone="quiet" aria-label={`Revoke ${name}`}>Revoke</Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
