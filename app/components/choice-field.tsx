import type { ComponentProps } from "react";
import { described, fieldId, HintAndError, LabelText, type FieldProps, type Option } from "./field.tsx";

export interface RadioGroupProps extends FieldProps {
  options: readonly Option[];
  defaultValue?: string;
  required?: boolean;
}

/** The first radio carries the group's id, so that an error summary's link lands on it. */
export function RadioGroup({ options, defaultValue, required, ...own }: RadioGroupProps) {
  const { id, name, ...aria } = described(own);
  return (
    <fieldset className="field" aria-describedby={aria["aria-describedby"]}>
      <legend className="field-label"><LabelText {...own} /></legend>
      <HintAndError {...own} />
      <div className="options">
        {options.map((option, index) => (
          <label className="option" key={option.value}>
            <input
              type="radio"
              id={index === 0 ? id : undefined}
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              required={required}
              aria-invalid={aria["aria-invalid"]}
            />
            <span>{option.label}</span>
            {option.hint && <span className="field-hint">{option.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface CheckboxGroupProps extends FieldProps {
  options: readonly Option[];
  defaultValues: readonly string[];
}

/** Any number of them; all post the one name. */
export function CheckboxGroup({ options, defaultValues, ...own }: CheckboxGroupProps) {
  const { id, name, ...aria } = described(own);
  return (
    <fieldset className="field" aria-describedby={aria["aria-describedby"]}>
      <legend className="field-label"><LabelText {...own} /></legend>
      <HintAndError {...own} />
      <div className="options">
        {options.map(({ value, label }, index) => (
          <label className="option" key={value}>
            <input type="checkbox" id={index === 0 ? id : undefined} name={name} value={value} defaultChecked={defaultValues.includes(value)} aria-invalid={aria["aria-invalid"]} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export type CheckboxProps = FieldProps & Omit<ComponentProps<"input">, "className" | "id" | "name" | "style" | "type">;

export function Checkbox({ name, label, hint, error, optional, ...rest }: CheckboxProps) {
  return (
    <div className="field">
      <HintAndError name={name} error={error} />
      <label className="option" htmlFor={fieldId(name)}>
        <input type="checkbox" {...rest} {...described({ name, hint, error })} />
        <span><LabelText label={label} optional={optional} /></span>
        {hint && <span className="field-hint" id={`${fieldId(name)}-hint`}>{hint}</span>}
      </label>
    </div>
  );
}
