import type { FormState } from "#app/lib/form-state.ts";
import { Button, ButtonLink } from "./button.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { ReasonField } from "./reason-field.tsx";

export interface CancelFormProps {
  form: FormState;
  /** Back to the booking as it is. */
  keepHref: string;
}

/** Posts `reason`, which may be empty. */
export function CancelForm({ form, keepHref }: CancelFormProps) {
  return (
    <form method="post" noValidate className="form">
      <ErrorSummary form={form} />
      <ReasonField form={form} />
      <div className="form-actions">
        <Button tone="danger">Cancel this appointment</Button>
        <ButtonLink tone="link" href={keepHref}>Keep it</ButtonLink>
      </div>
    </form>
  );
}
