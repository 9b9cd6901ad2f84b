import type { FormState } from "#app/lib/form-state.ts";
import { zoneOptionsWith } from "#app/lib/zones.ts";
import { SelectField, TextArea, TextField } from "./field.tsx";

export const BRANCH_LABELS = { name: "Name", address: "Address", timeZone: "Time zone", arrivalNotes: "How to get in", phone: "Phone", email: "E-mail", slug: "Short name for links" } as const;

/** A place where appointments are. */
export function BranchFields({ form }: { form: FormState }) {
  const field = (name: keyof typeof BRANCH_LABELS) => ({ name, label: BRANCH_LABELS[name], defaultValue: form.value(name), error: form.error(name) });
  return (
    <>
      <TextField {...field("name")} required maxLength={80} />
      <TextField {...field("address")} required maxLength={200} autoComplete="off" />
      <SelectField {...field("timeZone")} hint="Its appointments are shown in this time zone." options={zoneOptionsWith(form.value("timeZone") || "UTC")} />
      <TextArea {...field("arrivalNotes")} optional hint="Shown on confirmations: which bell, which floor." rows={2} maxLength={1000} />
      <div className="halves halves-close">
        <TextField {...field("phone")} optional hint="For customers." type="tel" inputMode="tel" autoComplete="off" maxLength={40} />
        <TextField {...field("email")} optional hint="Replies to our mails go there." type="email" inputMode="email" autoComplete="off" maxLength={254} />
      </div>
      <TextField {...field("slug")} optional hint="Lower-case letters, digits and hyphens. Changing it breaks old links." maxLength={60} />
    </>
  );
}
