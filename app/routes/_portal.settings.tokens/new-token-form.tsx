import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { RadioGroup } from "#app/components/choice-field.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import type { FormState } from "#app/lib/form-state.ts";

export function NewTokenForm({ form }: { form: FormState }) {
  return (
    <Form method="post" noValidate className="form">
      <ErrorSummary form={form} />
      <TextField name="name" label="What it is for" required maxLength={60} defaultValue={form.value("name")} error={form.error("name")} />
      <RadioGroup
        name="access"
        label="What it may do"
        options={[{ value: "read", label: "Read" }, { value: "write", label: "Read, book, move and cancel" }]}
        defaultValue={form.value("access")}
        error={form.error("access")}
      />
      <div className="form-actions">
        <Button>Make a token</Button>
      </div>
    </Form>
  );
}
