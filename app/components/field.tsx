import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icon.tsx";

export interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it, in a sentence. */
  error?: string;
  /** Says "(optional)" beside the label. */
  optional?: boolean;
}

/** The id of the control called `name`, and what an error summary links to: "answers.allergies" is "answers-allergies". */
export function fieldId(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, "-");
}

type Control<Tag extends "input" | "textarea" | "select"> = FieldProps & Omit<ComponentProps<Tag>, "className" | "id" | "name" | "style">;

/** text, email, tel, date, password, number, search: whatever `type` says. */
export function TextField(props: Control<"input">) {
  const { own, rest } = split(props);
  return <Labelled {...own}><input type="text" {...rest} {...described(own)} className="input" /></Labelled>;
}

export function TextArea(props: Control<"textarea">) {
  const { own, rest } = split(props);
  return <Labelled {...own}><textarea rows={4} {...rest} {...described(own)} className="input" /></Labelled>;
}

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

export function SelectField({ options, ...props }: Control<"select"> & { options: readonly Option[] }) {
  const { own, rest } = split(props);
  return (
    <Labelled {...own}>
      <select {...rest} {...described(own)} className="input">
        {options.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
      </select>
    </Labelled>
  );
}

function Labelled({ children, ...own }: FieldProps & { children: ReactNode }) {
  const id = fieldId(own.name);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}><LabelText {...own} /></label>
      <HintAndError {...own} />
      {children}
    </div>
  );
}

export function LabelText({ label, optional }: Pick<FieldProps, "label" | "optional">) {
  return <>{label}{optional && <span className="field-optional"> (optional)</span>}</>;
}

/** Both stand above the control, so that neither a keyboard on the screen nor a list of suggestions covers them. */
export function HintAndError({ name, hint, error }: Pick<FieldProps, "name" | "hint" | "error">) {
  const id = fieldId(name);
  return (
    <>
      {hint && <p className="field-hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p className="field-error" id={`${id}-error`}><Icon name="warning" size={16} />{error}</p>}
    </>
  );
}

export function described({ name, hint, error }: Pick<FieldProps, "name" | "hint" | "error">) {
  const id = fieldId(name);
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { id, name, "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined };
}

function split<Props extends FieldProps>({ name, label, hint, error, optional, ...rest }: Props) {
  return { own: { name, label, hint, error, optional }, rest };
}
