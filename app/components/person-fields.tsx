import type { FormState } from "#app/lib/form-state.ts";
import { TextArea, TextField } from "./field.tsx";

export const PERSON_LABELS = { name: "Name", email: "E-mail", about: "About them", slug: "Short name for links" } as const;

/** Somebody who takes appointments, as customers see them. */
export function PersonFields({ form, emailOptional = false }: { form: FormState; emailOptional?: boolean }) {
  const field = (name: keyof typeof PERSON_LABELS) => ({ name, label: PERSON_LABELS[name], defaultValue: form.value(name), error: form.error(name) });
  return (
    <>
      <TextField {...field("name")} required maxLength={80} />
      <TextField {...field("email")} optional={emailOptional} type="email" inputMode="email" autoComplete="off" maxLength={254} />
      <TextArea {...field("about")} optional hint="Shown to customers when they choose." rows={2} maxLength={1000} />
      <TextField {...field("slug")} optional hint="Lower-case letters, digits and hyphens. Changing it breaks old links." maxLength={60} />
    </>
  );
}
