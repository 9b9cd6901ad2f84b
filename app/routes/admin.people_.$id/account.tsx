import { Button, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { SelectField } from "#app/components/field.tsx";
import { paths } from "#app/lib/paths.ts";

interface AccountProps {
  person: { id: string; role: string; hasPassword: boolean; isBlocked: boolean };
}

/** What they may do here, and whether they may come in at all. */
export function Account({ person: { id, role, hasPassword, isBlocked } }: AccountProps) {
  return (
    <Card title="Account">
      {hasPassword ? (
        <form method="post" action={paths.adminPersonRole(id)} className="one-line-form">
          <SelectField name="role" label="May" defaultValue={role} options={[{ value: "user", label: "See and change their own appointments" }, { value: "admin", label: "See and change everything" }]} />
          <Button tone="quiet">Change</Button>
        </form>
      ) : <p>Books as a guest, without an account.</p>}
      <form method="post" action={paths.adminPersonBlocked(id)} className="form">
        <HiddenFields fields={{ blocked: isBlocked ? "no" : "yes" }} />
        <p className="field-hint">{isBlocked ? "Cannot sign in or book online." : "Somebody who is blocked is signed out and cannot sign in or book online. Their appointments stand."}</p>
        <div className="form-actions"><Button tone={isBlocked ? "quiet" : "danger"}>{isBlocked ? "Unblock" : "Block"}</Button></div>
      </form>
    </Card>
  );
}
