import type { Question } from "#app/catalog/model.ts";
import { Checkbox, CheckboxGroup, RadioGroup } from "./choice-field.tsx";
import { SelectField, TextArea, TextField } from "./field.tsx";
import type { FormState } from "#app/lib/form-state.ts";

/** One of the service's own questions, as the control its kind asks for. */
export function QuestionField({ question, form }: { question: Question; form: FormState }) {
  const { slug, label, type, required, hint, options = [] } = question;
  const name = `answers.${slug}`;
  const told = { name, label, hint, error: form.error(name), optional: !required };
  const field = { ...told, required };
  const value = form.value(name);
  const choices = options.map((option) => ({ value: option, label: option }));
  switch (type) {
    case "text":
      return <TextField {...field} maxLength={2000} defaultValue={value} />;
    case "textarea":
      return <TextArea {...field} maxLength={2000} rows={3} defaultValue={value} />;
    case "phone":
      return <TextField {...field} type="tel" inputMode="tel" autoComplete="tel" maxLength={30} defaultValue={value} />;
    case "number":
      return <TextField {...field} inputMode="decimal" maxLength={30} defaultValue={value} />;
    case "select":
      return <SelectField {...field} options={[{ value: "", label: "Please choose" }, ...choices]} defaultValue={value} />;
    case "radio":
      return <RadioGroup {...field} options={choices} defaultValue={value} />;
    case "checkbox":
      return <CheckboxGroup {...told} options={choices} defaultValues={form.values(name)} />;
    case "boolean":
      return <Checkbox {...field} value="yes" defaultChecked={value !== ""} />;
  }
}
