import { Form, useNavigation } from "@remix-run/react";
import { Fragment, useEffect, useRef } from "react";
import { editConflict, type SingleField } from "#app/bookings/forms/edit-conflict.ts";
import type { EditFields as Fields } from "#app/bookings/forms/edit-form.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextArea, TextField } from "#app/components/field.tsx";
import type { TimelineEntry } from "#app/components/timeline.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { Meanwhile } from "./meanwhile.tsx";

interface EditFieldsProps {
  form: FormState;
  /** As it stands now, which may be newer than what the form was drawn from. */
  now: Record<SingleField, string>;
  version: number;
  /** What happened to the booking, newest first; an entry's id grows with time. */
  history: TimelineEntry[];
  backHref: string;
}

const LABELS: Record<Fields, string> = { title: "Title", name: "Name", email: "E-mail", phone: "Phone", location: "Place", notes: "Notes", guests: "Add guests" };

export function EditFields({ form, now, version, history, backHref }: EditFieldsProps) {
  const isBusy = useNavigation().state === "submitting";
  const own = useRef<HTMLFormElement>(null);
  useFocusOnRefusal(own, form.refused);
  const conflict = form.error("version") === undefined ? null : editConflict({ was: drawnWith(form, now), now, typed: each(now, (name) => form.value(name)) });
  // Only who was shown the other's change may write over it: from here on the form is one of the newer version.
  const isFresh = conflict !== null || !form.refused;
  const drawn = isFresh ? { version: String(version), seen: history[0]?.id ?? "0", ...was(now) } : { version: form.value("version"), seen: form.value("seen"), ...was(drawnWith(form, now)) };
  // A field that takes over what somebody else wrote is drawn anew.
  const drawing = conflict ? `version ${version}` : "as typed";
  const field = (name: Fields) => ({ name, label: LABELS[name], defaultValue: conflict && name !== "guests" ? conflict.values[name] : form.value(name), error: form.error(name) });
  return (
    <Form method="post" noValidate className="form" ref={own}>
      <ErrorSummary form={form} />
      {conflict && <Meanwhile conflicts={conflict.conflicts} labels={LABELS} happened={history.filter(({ id }) => Number(id) > Number(form.value("seen")))} />}
      <HiddenFields fields={drawn} />
      <Fragment key={drawing}>
        <TextField {...field("title")} required maxLength={200} />
        <div className="halves halves-close">
          <TextField {...field("name")} required maxLength={100} autoComplete="name" />
          <TextField {...field("email")} type="email" inputMode="email" maxLength={254} autoComplete="email" />
          <TextField {...field("phone")} optional type="tel" inputMode="tel" autoComplete="tel" />
          <TextField {...field("location")} optional maxLength={500} />
        </div>
        <TextArea {...field("notes")} optional rows={5} maxLength={10_000} />
        <TextArea {...field("guests")} optional hint="Their e-mail addresses, one on each line." rows={2} inputMode="email" maxLength={2000} />
      </Fragment>
      <div className="form-actions">
        <Button disabled={isBusy}>{isBusy ? "Saving …" : "Save changes"}</Button>
        <ButtonLink tone="link" href={backHref}>Keep it as it was</ButtonLink>
      </div>
    </Form>
  );
}

/** What the form was drawn with travels along with it, so that who changed what can be told. An empty one is sent as well. */
function was(values: Partial<Record<SingleField, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`was.${name}`, `=${value}`]));
}

function drawnWith(form: FormState, now: Record<SingleField, string>): Partial<Record<SingleField, string>> {
  const sent = Object.entries(each(now, (name) => form.value(`was.${name}`))).filter(([, value]) => value.startsWith("="));
  return Object.fromEntries(sent.map(([name, value]) => [name, value.slice(1)]));
}

function each(now: Record<SingleField, string>, read: (name: SingleField) => string): Record<SingleField, string> {
  return Object.fromEntries((Object.keys(now) as SingleField[]).map((name) => [name, read(name)])) as Record<SingleField, string>;
}

/** A page load does this by itself; a form sent by script has to be told. */
function useFocusOnRefusal(form: React.RefObject<HTMLFormElement>, refused: boolean) {
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>("#error-summary")?.focus();
  }, [form, refused]);
}
