import { Button, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { SelectField } from "#app/components/field.tsx";
import { paths } from "#app/lib/paths.ts";

interface AccountProps {
  person: { id: string; role: string; hasPassword: boolean; isBlocked: boolean };
  /** Whom they are in the catalogue, and could be. */
  works: { chosen: string; slug: string | null; options: { value: string; label: string }[] };
}

/** What they may do here, and whether they may come in at all. */
export function Account({ person: { id, role, hasPassword, isBlocked }, works }: AccountProps) {
  return (
    <Card title="Account">
      {hasPassword ? (
        <>
          <form method="post" action={paths.adminPersonRole(id)} className="one-line-form">
            <SelectField
              name="role"
              label="May"
              defaultValue={role}
              options={[
                ...(role === "staff" ? [{ value: "staff", label: "See and change the appointments with them" }] : []),
                { value: "user", label: "See and change their own appointments" },
                { value: "admin", label: "See and change everything" },
              ]}
            />
            <Button tone="quiet">Change</Button>
          </form>
          <form method="post" action={paths.adminPersonStaff(id)} className="one-line-form">
            <SelectField
              name="staff"
              label="Takes appointments as"
              hint="They see and manage the appointments with them, and nobody else’s."
              defaultValue={works.chosen}
              options={works.options}
            />
            <Button tone="quiet">Change</Button>
          </form>
        </>
      ) : (
        <p>Books as a guest, without an account.</p>
      )}
      <form method="post" action={paths.adminPersonBlocked(id)} className="form">
        <HiddenFields fields={{ blocked: isBlocked ? "no" : "yes" }} />
        <p className="field-hint">
          {isBlocked
            ? "Cannot sign in or book online."
            : "A blocked person is signed out and cannot sign in or book online; anyone with an account is told by mail. Their appointments stay."}
        </p>
        <div className="form-actions">
          <Button tone={isBlocked ? "quiet" : "danger"}>{isBlocked ? "Unblock" : "Block"}</Button>
        </div>
      </form>
    </Card>
  );
}
