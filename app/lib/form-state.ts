import type { SubmissionResult } from "@conform-to/dom";

/** What a page needs to render a form again: the values typed and the errors of each field. */
export interface FormState {
  value(name: string): string;
  values(name: string): string[];
  error(name: string): string | undefined;
  /** Sentences about the form as a whole. */
  formErrors: string[];
  /** Every field in error with its first sentence, for the summary at the top. */
  fieldErrors: { name: string; message: string }[];
  refused: boolean;
}

/** `defaults` are shown until the form was submitted. Nested names are written "answers.allergies". */
export function formState(lastResult: SubmissionResult | undefined, defaults: Record<string, string | undefined> = {}): FormState {
  const typed = lastResult?.initialValue;
  const errors = lastResult?.error ?? {};
  const read = (name: string): unknown => (typed ? dig(typed, name) : defaults[name]);
  return {
    value: (name) => asText(read(name)),
    values: (name) => {
      const found = read(name);
      return Array.isArray(found) ? found.map(asText) : found === undefined ? [] : [asText(found)];
    },
    error: (name) => errors[name]?.[0],
    formErrors: errors[""] ?? [],
    fieldErrors: Object.entries(errors).flatMap(([name, messages]) =>
      name !== "" && messages?.[0] !== undefined ? [{ name, message: messages[0] }] : [],
    ),
    refused: lastResult !== undefined,
  };
}

function dig(from: unknown, name: string): unknown {
  return name.split(/[.[\]]+/).filter(Boolean).reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], from);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
