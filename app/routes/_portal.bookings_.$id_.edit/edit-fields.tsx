import { Form, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { EditFields as Fields } from "#app/bookings/edit-form.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextArea, TextField } from "#app/components/field.tsx";
import { OthersChange } from "#app/components/others-change.tsx";
import type { FormState } from "#app/lib/form-state.ts";

interface EditFieldsProps {
  form: FormState;
  /** As it stands now, which may be newer than what the form was drawn from. */
  now: Record<Kept, string>;
  version: number;
  backHref: string;
}

/** What the booking has one of; guests are only ever added. */
type Kept = Exclude<Fields, "guests">;

const LABELS: Record<Fields, string> = { title: "Title", name: "Name", email: "E-mail", phone: "Phone", location: "Place", notes: "Notes", guests: "Add guests" };

export function EditFields({ form, now, version, backHref }: EditFieldsProps) {
  const isBusy = useNavigation().state === "submitting";
  const own = useRef<HTMLFormElement>(null);
  useFocusOnRefusal(own, form.refused);
  // Only who was shown the other's change may write over it.
  const changedMeanwhile = form.error("version") !== undefined;
  const field = (name: Fields) => ({ name, label: LABELS[name], defaultValue: form.value(name), error: form.error(name) });
  return (
    <Form method="post" noValidate className="form" ref={own}>
      <ErrorSummary form={form} />
      {changedMeanwhile && <OthersChange form={form} now={now} labels={LABELS} />}
      <HiddenFields fields={{ version: changedMeanwhile ? String(version) : form.value("version") }} />
      <TextField {...field("title")} required maxLength={200} />
      <div className="halves halves-close">
        <TextField {...field("name")} required maxLength={100} autoComplete="name" />
        <TextField {...field("email")} type="email" inputMode="email" maxLength={254} autoComplete="email" />
        <TextField {...field("phone")} optional type="tel" inputMode="tel" autoComplete="tel" />
        <TextField {...field("location")} optional maxLength={500} />
      </div>
      <TextArea {...field("notes")} optional rows={5} maxLength={2000} />
      <TextArea {...field("guests")} optional hint="Their e-mail addresses, one on each line." rows={2} inputMode="email" maxLength={2000} />
      <div className="form-actions">
        <Button disabled={isBusy}>{isBusy ? "Saving …" : "Save changes"}</Button>
        <ButtonLink tone="link" href={backHref}>Keep it as it was</ButtonLink>
      </div>
    </Form>
  );
}

/** A page load does this by itself; a form sent by script has to be told. */
function useFocusOnRefusal(form: React.RefObject<HTMLFormElement>, refused: boolean) {
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>("#error-summary")?.focus();
  }, [form, refused]);
}
