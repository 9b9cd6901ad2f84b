import type { FormState } from "#app/lib/form-state.ts";
import { TextArea } from "./field.tsx";

/** Why somebody moves or cancels: asked for, never demanded. */
export function ReasonField({ form, hint = "A short reason helps us plan." }: { form: FormState; hint?: string }) {
  return (
    <TextArea
      name="reason"
      label="Reason"
      optional
      hint={hint}
      rows={3}
      maxLength={1000}
      defaultValue={form.value("reason")}
      error={form.error("reason")}
    />
  );
}
