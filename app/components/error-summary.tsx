import type { FormState } from "#app/lib/form-state.ts";
import { fieldId } from "./field.tsx";
import { Notice } from "./notice.tsx";

/** Stands first in the form; nothing when nothing is wrong. */
export function ErrorSummary({ form }: { form: Pick<FormState, "formErrors" | "fieldErrors"> }) {
  const count = form.formErrors.length + form.fieldErrors.length;
  if (count === 0) return null;
  const title = count === 1 ? "One thing needs your attention" : `${count} things need your attention`;
  return (
    <div id="error-summary" tabIndex={-1}>
      <Notice tone="bad" role="alert" title={title}>
        <ul>
          {form.formErrors.map((message) => <li key={message}>{message}</li>)}
          {form.fieldErrors.map(({ name, message }) => <li key={name}><a href={`#${fieldId(name)}`}>{message}</a></li>)}
        </ul>
      </Notice>
    </div>
  );
}
