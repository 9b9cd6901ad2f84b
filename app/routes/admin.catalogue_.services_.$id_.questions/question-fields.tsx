import { HiddenFields } from "#app/components/button.tsx";
import { Checkbox } from "#app/components/choice-field.tsx";
import { SelectField, TextArea, TextField } from "#app/components/field.tsx";
import type { FormState } from "#app/lib/form-state.ts";

const TYPES = [
  { value: "text", label: "One line" },
  { value: "textarea", label: "Several lines" },
  { value: "select", label: "One of a list" },
  { value: "radio", label: "One of a few, all shown" },
  { value: "checkbox", label: "Any of several" },
  { value: "boolean", label: "A box to tick" },
  { value: "number", label: "A number" },
  { value: "phone", label: "A telephone number" },
];

const LABELS = { label: "Question", type: "How it is answered", place: "Place in the order", hint: "Hint", options: "Choices", required: "An answer is required" } as const;

/** One question; the last ones are empty, for new ones. */
export function QuestionFields({ form, index, isNew }: { form: FormState; index: number; isNew: boolean }) {
  const field = (of: keyof typeof LABELS) => {
    const name = `question.${of}[${index}]`;
    return { name, label: LABELS[of], defaultValue: form.value(name), error: form.error(name) };
  };
  const { defaultValue: required, ...requiredField } = field("required");
  return (
    <fieldset className="form form-part question">
      <legend>
        <h2>{isNew ? "Another question" : `Question ${index + 1}`}</h2>
      </legend>
      <HiddenFields fields={{ [`question.slug[${index}]`]: form.value(`question.slug[${index}]`) }} />
      <TextField {...field("label")} maxLength={200} />
      <div className="halves halves-close">
        <SelectField {...field("type")} options={TYPES} />
        <TextField {...field("place")} optional inputMode="numeric" maxLength={3} />
      </div>
      <TextArea {...field("options")} optional hint="For those with choices: one on each line." rows={2} />
      <TextField {...field("hint")} optional maxLength={200} />
      <Checkbox {...requiredField} defaultChecked={required === "on"} />
      {!isNew && (
        <Checkbox
          name={`question.remove[${index}]`}
          label="Remove this question"
          hint="Answers that were given stay on their appointments."
          defaultChecked={form.value(`question.remove[${index}]`) === "on"}
        />
      )}
    </fieldset>
  );
}

/** What each field is called where somebody else's change is shown. */
export function questionLabels(rows: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: rows }, (_, index) => index).flatMap((index) =>
      Object.entries({ ...LABELS, slug: "Key" }).map(([name, label]) => [`question.${name}[${index}]`, `${index + 1}: ${label}`]),
    ),
  );
}
